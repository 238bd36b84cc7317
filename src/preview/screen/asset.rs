//! The files that only a preview serves: what is found below `/_tertulia/` beside its pages.

/// The script of each open page: one program, written in several files.
const LIVE_JS: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("assets/live/page.js"),
    include_str!("assets/live/pairs.js"),
    include_str!("assets/live/plan.js"),
    include_str!("assets/live/reader.js"),
    include_str!("assets/live/files.js"),
    include_str!("assets/live/notice.js"),
    include_str!("assets/live/stream.js"),
    "})();\n"
);

/// Gives a file by its name below `/_tertulia/`: its type and its text.
pub(in crate::preview) fn asset(name: &str) -> Option<(&'static str, &'static str)> {
    match name {
        "live.js" => Some(("text/javascript; charset=utf-8", LIVE_JS)),
        "live.css" => Some(("text/css; charset=utf-8", include_str!("assets/live.css"))),
        "status.css" => Some(("text/css; charset=utf-8", include_str!("assets/status.css"))),
        _ => None,
    }
}
