//! What only a browser can show: a real Chromium, without a window.

mod axe;
mod chromium;
pub(crate) mod driver;
mod keeps;
mod notices;
mod reloads;
mod sheet;
mod shelf;
pub(crate) mod stage;
mod views;
mod whole;
