//! What answers: the guard first, then the site.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::answer::{Answer, Body};
use super::ask::Ask;
use super::guard::{Guard, Refusal, Verdict};
use super::ping;
use super::plain::plain;
use crate::ground::{Lang, Words};

/// Answers whoever may be answered.
pub(in crate::preview) type Handler = Box<dyn Fn(&Ask) -> Answer + Send + Sync>;

/// What answers. Nobody reaches the handler but through the guard.
pub(in crate::preview) struct Service {
    /// Decides who may be answered.
    pub(in crate::preview) guard: Guard,
    /// The language of the person at the browser.
    pub(in crate::preview) lang: Lang,
    /// Which preview this is, for others that look for their own.
    pub(in crate::preview) identity: String,
    /// Answers for the site.
    pub(in crate::preview) handler: Handler,
}

impl Service {
    /// Answers a request.
    pub(in crate::preview) fn answer(&self, ask: &Ask) -> Answer {
        match self.guard.judge(ask) {
            Verdict::Welcome if ask.path() == ping::PATH => plain(200, &self.identity),
            Verdict::Welcome => self.handle(ask),
            Verdict::Enter { location, cookie } => enter(location, cookie),
            Verdict::Refused(refusal) => self.refuse(&refusal),
        }
    }

    /// Lets the site answer; where that fails, the preview goes on.
    fn handle(&self, ask: &Ask) -> Answer {
        let answered = catch_unwind(AssertUnwindSafe(|| (self.handler)(ask)));
        answered.unwrap_or_else(|_| {
            let words = Words::new(
                "algo falló dentro de la vista previa al preparar esta página",
                "something failed inside the preview while it made this page",
            );
            plain(500, words.in_lang(self.lang))
        })
    }

    fn refuse(&self, refusal: &Refusal) -> Answer {
        let mut answer = plain(refusal.status, refusal.words.in_lang(self.lang));
        if refusal.status == 405 {
            answer.headers.push(("Allow", "GET, HEAD".to_string()));
        }
        answer
    }
}

fn enter(location: String, cookie: String) -> Answer {
    Answer {
        status: 303,
        headers: vec![("Location", location), ("Set-Cookie", cookie)],
        body: Body::Bytes([].into()),
    }
}
