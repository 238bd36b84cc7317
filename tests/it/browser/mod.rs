//! What only a browser can show: a real Chromium, without a window.

mod chromium;
pub(crate) mod driver;
mod keeps;
mod notices;
mod reloads;
pub(crate) mod stage;
mod whole;
