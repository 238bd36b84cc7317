//! What must be the same for what the last build left to hold.

use crate::ground::{Fingerprint, Mix};
use crate::model::Inputs;

/// What must be the same for records and receipts to hold.
#[derive(Clone, Copy)]
pub(super) struct Prints {
    /// Records hold while it is the same.
    pub(super) grounds: Fingerprint,
    /// Receipts hold while it is the same.
    pub(super) press: Fingerprint,
}

impl Prints {
    pub(super) fn of(program: Fingerprint, inputs: &Inputs) -> Self {
        let settings = inputs.settings.fingerprint();
        let grounds = Mix::new("grounds").print(program).print(settings).finish();
        let theme = inputs.theme.fingerprint;
        let press = Mix::new("press").print(grounds).print(theme).finish();
        Self { grounds, press }
    }
}
