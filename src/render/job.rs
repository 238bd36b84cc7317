//! The page being printed on this thread, where the templates' functions find it.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;
use std::sync::Arc;

use tera::{Kwargs, State, TeraResult, Value};

use super::boxes::Filled;
use super::equipment::Equipment;
use super::retold;
use crate::ground::{Diagnostic, Failure, Place, Words};
use crate::model::{Desk, PageKind};

/// A function that templates may call.
pub(super) type Function = fn(Kwargs, &State) -> TeraResult<Value>;

/// A page being printed.
pub(super) struct Job {
    pub(super) desk: Desk,
    pub(super) equipment: Arc<Equipment>,
    /// What templates know as `page`; components get it too.
    pub(super) page: Value,
    /// The language of the page's words.
    pub(super) language: Arc<str>,
    /// The language of the text whose components are being printed, where it is another.
    pub(super) text_language: RefCell<Option<Arc<str>>>,
    /// Whether the body of a document is being filled: a component may not ask for it again.
    pub(super) is_filling: Cell<bool>,
    /// Where the directive stands whose component is being printed, if one is.
    pub(super) directive: RefCell<Option<Place>>,
    /// How far calls of `range` have counted.
    pub(super) counted: Cell<u64>,
    /// How many figures of surveys there are on the page so far: their ids are numbered.
    pub(super) figures: Cell<u32>,
    /// The outline of the page's guide, once a template asked for it: several partials do.
    pub(super) outline: OnceCell<Value>,
    /// The questions and steps of the page's document, once its body was filled.
    pub(super) boxes: RefCell<Option<Vec<Filled>>>,
    /// What was found on the way.
    pub(super) findings: RefCell<Vec<Diagnostic>>,
    /// What stopped the machine, if it did: the engine can only carry a text.
    pub(super) failure: Cell<Option<Failure>>,
    /// The limit that the page went over, if it did.
    pub(super) over: RefCell<Option<Words>>,
}

impl Job {
    /// Writes a path of the site so that it leads there from the page: a reader of feeds needs all of
    /// the URL.
    pub(super) fn address(&self, url: &str) -> String {
        let settings = self.desk.settings();
        match self.desk.page().kind {
            PageKind::Feed(..) => settings.permalink(url),
            _ => settings.href(url),
        }
    }

    /// Gives the language in which the theme speaks now: inside a text, that of the text.
    pub(super) fn voice(&self) -> Arc<str> {
        let inside = self.text_language.borrow();
        Arc::clone(inside.as_ref().unwrap_or(&self.language))
    }
}

thread_local! {
    static JOB: RefCell<Option<Rc<Job>>> = const { RefCell::new(None) };
}

/// Clears the thread's job when it goes, also when a function panics.
struct Clear;

impl Drop for Clear {
    fn drop(&mut self) {
        JOB.with_borrow_mut(|job| *job = None);
    }
}

/// Makes the job the thread's own while `work` runs.
pub(super) fn with<T>(job: &Rc<Job>, work: impl FnOnce() -> T) -> T {
    JOB.with_borrow_mut(|slot| *slot = Some(Rc::clone(job)));
    let _clear = Clear;
    work()
}

/// Gives the page that is being printed on this thread.
pub(super) fn current() -> TeraResult<Rc<Job>> {
    let job = JOB.with_borrow(Clone::clone);
    job.ok_or_else(|| {
        retold::error(
            "las funciones del sitio solo responden mientras se hace una página",
            "functions of the site work only while a page is printed",
        )
    })
}
