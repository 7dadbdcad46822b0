//! What a call of `sluis` costs.

use std::fs::{self, File};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use wait4::Wait4;

use crate::{Outcome, Warehouse};

/// A call of `sluis` with its costs.
#[derive(Debug, Clone)]
pub struct Measured {
    /// What it gave.
    pub outcome: Outcome,
    /// Time by the clock.
    pub elapsed: Duration,
    /// Peak of its memory in bytes (`ru_maxrss` of `wait4`).
    ///
    /// Linux counts what the calling process had in memory when it made the child: keep that small.
    pub peak: u64,
}

impl Measured {
    /// Peak of memory in megabytes of a million bytes, rounded up.
    pub fn peak_mb(&self) -> u64 {
        self.peak.div_ceil(1_000_000)
    }
}

impl Warehouse {
    /// Runs `sluis` with `args` and measures it.
    ///
    /// # Errors
    /// When the binary is not built.
    pub fn measure(&self, args: &[&str]) -> Result<Measured> {
        // Files, not pipes: nobody has to empty them while the call runs.
        let [stdout, stderr] = ["stdout", "stderr"].map(|name| self.path(name));
        let mut command = self.command(args)?;
        command.stdout(File::create(&stdout)?).stderr(File::create(&stderr)?);
        let begin = Instant::now();
        let used = command.spawn().context("start sluis")?.wait4()?;
        let elapsed = begin.elapsed();
        let text =
            |path| -> Result<String> { Ok(String::from_utf8_lossy(&fs::read(path)?).into_owned()) };
        let code = used.status.code().unwrap_or(-1);
        let outcome = Outcome { code, stdout: text(&stdout)?, stderr: text(&stderr)? };
        Ok(Measured { outcome, elapsed, peak: used.rusage.maxrss })
    }
}
