//! Numbers as the Dutch write them.

/// A count with a space between thousands, as the Dutch write large numbers.
pub fn thousands(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(' ');
        }
        text.push(digit);
    }
    if number < 0 { format!("-{text}") } else { text }
}

/// Eurocents as euros.
pub fn euros(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    let cents = cents.unsigned_abs();
    let whole = thousands(i64::try_from(cents / 100).unwrap_or(i64::MAX));
    format!("{sign}{whole},{:02}", cents % 100)
}
