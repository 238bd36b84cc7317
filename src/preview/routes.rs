//! Routes: which answer stands at which path. An answer comes from the site's map of URLs or from
//! the preview's own few paths, never from a path in a request.

use std::sync::Arc;
use std::time::Duration;

use super::hub::Hub;
use super::rack::Sheet;
use super::screen::asset::asset;
use super::screen::document::explanation;
use super::serve::answer::{Answer, Body};
use super::serve::ask::Ask;
use super::serve::plain::plain;
use super::serve::secret;
use super::view::{OWN, Studio, View};
use super::watch::unsettled::Unsettled;
use crate::ground::explain;
use crate::ground::{Code, url};

/// An answer waits so long for an edit that was saved just before it was asked for.
const PATIENCE: Duration = Duration::from_secs(2);

/// What answers requests.
pub(super) struct Routes {
    pub(super) studio: Arc<Studio>,
    pub(super) hub: Arc<Hub>,
    pub(super) unsettled: Arc<Unsettled>,
}

impl Routes {
    /// Answers a request that may be answered.
    pub(super) fn answer(&self, ask: &Ask) -> Answer {
        let path = ask.path();
        match path.strip_prefix(OWN) {
            Some(own) => self.own(own, ask),
            None => self.page(path, ask),
        }
    }

    fn own(&self, path: &str, ask: &Ask) -> Answer {
        match path {
            "" => self.view(&self.studio.view(OWN)),
            "live" => self.listen(ask),
            _ => match (asset(path), path.strip_prefix("explain/")) {
                (Some((kind, text)), _) => Answer::bytes(200, kind, text),
                (None, Some(code)) => self.explain(code),
                (None, None) => plain(404, "404"),
            },
        }
    }

    /// Gives the page of `tertulia explain`.
    fn explain(&self, code: &str) -> Answer {
        match code.parse::<Code>() {
            Ok(code) => {
                let lang = self.studio.teller.lang;
                let page = explanation(code.name(), &explain::page(code, lang), lang);
                Answer::bytes(200, "text/html; charset=utf-8", page)
            }
            Err(_) => plain(404, "404"),
        }
    }

    /// Opens the stream of what changes on a page.
    fn listen(&self, ask: &Ask) -> Answer {
        let asked = |name: &str| ask.query(name).unwrap_or_default();
        if !secret::are_equal(&asked("token"), &self.studio.token) {
            return plain(403, "403");
        }
        let (page, version, notice) = (asked("page"), asked("version"), asked("notice"));
        let page = self.site_path(&page).unwrap_or(page);
        let hub = Arc::clone(&self.hub);
        Answer {
            status: 200,
            headers: vec![("Content-Type", "text/event-stream".to_string())],
            body: Body::Stream(Box::new(move |writer| {
                hub.add(&page, (&version, &notice), writer);
            })),
        }
    }

    fn page(&self, path: &str, ask: &Ask) -> Answer {
        self.unsettled.wait_until_settled(PATIENCE);
        let settings = Arc::clone(self.studio.rack.current().settings());
        let base = settings.base_path();
        if path == "/" && !base.is_empty() {
            return Answer::redirect(&format!("{base}/"));
        }
        let Some(page) = self.site_path(path) else {
            return self.view(&self.studio.view("/404"));
        };
        let proof = self.studio.rack.current();
        if proof.page_at(&page).is_none() && !page.ends_with('/') {
            let folder = format!("{page}/");
            if proof.page_at(&folder).is_some() {
                let query = ask.target.find('?').map_or("", |at| &ask.target[at..]);
                return Answer::redirect(&format!("{}{query}", settings.href(&folder)));
            }
        }
        self.view(&self.studio.view(&page))
    }

    /// Gives the path of the site, not encoded, for a path as it was sent.
    fn site_path(&self, sent: &str) -> Option<String> {
        let proof = self.studio.rack.current();
        let below = sent.strip_prefix(proof.settings().base_path())?;
        let path = url::decode(below)?;
        let path = path.strip_suffix("/index.html").map_or(&*path, |folder| {
            // A folder's file is the folder, as on any server of files.
            &path[..=folder.len()]
        });
        path.starts_with('/').then(|| path.to_string())
    }

    fn view(&self, view: &View) -> Answer {
        let kind = mime_guess::from_path(&view.output).first_or_octet_stream();
        let kind = match kind.type_() {
            mime_guess::mime::TEXT => format!("{kind}; charset=utf-8"),
            _ => kind.to_string(),
        };
        let body = match &view.sheet {
            Sheet::Bytes(bytes) => Body::Bytes(Arc::clone(bytes)),
            Sheet::File(path) => Body::File(self.studio.file(path)),
        };
        Answer { status: view.status, headers: vec![("Content-Type", kind)], body }
    }
}

impl Answer {
    /// Answers with bytes of a kind.
    fn bytes(status: u16, kind: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let body = Body::Bytes(bytes.into().into());
        Self { status, headers: vec![("Content-Type", kind.to_string())], body }
    }

    /// Sends to another path of the same server.
    fn redirect(to: &str) -> Self {
        let mut moved = plain(302, to);
        moved.headers.push(("Location", to.to_string()));
        moved
    }
}
