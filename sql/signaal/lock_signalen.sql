-- One at a time: what is told is decided from what stands. Readers are not held up.
lock table beheer.signaal in exclusive mode
