//! What only some systems can do.

/// Takes as many open files as the system lets a program have: each browser's connection is one, and
/// the server library loses some to requests that nobody should send.
#[cfg(unix)]
pub(super) fn open_wide() {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    let Rlimit { maximum, .. } = getrlimit(Resource::Nofile);
    // Where the system says no, fewer must do.
    setrlimit(Resource::Nofile, Rlimit { current: maximum, maximum }).ok();
}

/// Takes as many open files as the system lets a program have.
#[cfg(not(unix))]
pub(super) fn open_wide() {}

/// Lets this thread, and those it starts, work only when nobody else wants to.
#[cfg(target_os = "linux")]
pub(super) fn give_way() {
    use rustix::process::{Pid, setpriority_process};

    // On Linux a priority is a thread's own. Where it may not be lowered, the work goes on as it is.
    let thread: Option<Pid> = Some(rustix::thread::gettid());
    setpriority_process(thread, 19).ok();
}

/// Lets this thread work as it did.
#[cfg(not(target_os = "linux"))]
pub(super) fn give_way() {}
