//! What templates know as `site`.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use tera::Value;

use super::cards::{self, map};
use crate::ground::Located;
use crate::ground::markup::escape;
use crate::model::page::FeedFormat;
use crate::model::settings::Settings;
use crate::model::{Desk, LanguageId};

/// Makes the value of the site: what the settings say in a language.
pub(super) fn site(
    settings: &Settings,
    language: LanguageId,
    file: impl Fn(&str) -> Option<String>,
) -> Value {
    let picture = |path: &Option<Located<String>>, usual: &str| match path.as_ref() {
        Some(Located { value: path, .. }) => {
            file(path).or_else(|| Some(settings.href(&format!("/{path}"))))
        }
        None => file(usual),
    };
    let home = settings.home(language);
    let mut formats = FeedFormat::ALL.into_iter().filter(|format| settings.feeds.has(*format));
    let feed = formats.next().map(|format| settings.href(&format.url(&home)));
    let image = picture(&settings.image, "").map(|path| {
        let permalink = format!("{}{path}", settings.origin());
        map([("permalink", permalink.into()), ("alt", settings.title_in(language).into())])
    });
    let extra = cards::extra(&settings.extra);
    map([
        ("title", settings.title_in(language).into()),
        ("description", settings.description_in(language).into()),
        ("url", settings.href(&home).into()),
        ("base_url", settings.base_url.as_str().into()),
        ("language", settings.tag(language).into()),
        ("languages", settings.languages.clone().into()),
        ("license", settings.license.as_str().into()),
        ("footer", Value::safe_string(&inline(settings, settings.footer_in(language)))),
        ("logo", picture(&settings.logo, "logo.svg").into()),
        ("icon", picture(&settings.icon, "icon.svg").into()),
        ("image", image.into()),
        ("brand_colour", settings.brand_colour.clone().into()),
        ("feed", feed.into()),
        ("extra", extra),
    ])
}

/// Makes the value of the site for a page: its home may have no feed yet.
pub(super) fn at(site: Value, desk: &Desk) -> Value {
    if desk.has_home_feed() {
        return site;
    }
    let mut entries = site.into_map().unwrap_or_default();
    entries.insert("feed".into(), Value::none());
    Value::from(entries)
}

/// Turns the line of Markdown at the foot into HTML without a paragraph around it.
fn inline(settings: &Settings, line: &str) -> String {
    let mut html = String::new();
    for event in Parser::new(line) {
        match event {
            Event::Start(tag) => html.push_str(&opening(settings, &tag)),
            Event::End(tag) => html.push_str(closing(tag)),
            Event::Text(text) => html.push_str(&escape(&text)),
            Event::Code(code) => {
                html.push_str(&format!("<code>{}</code>", escape(&code)));
            }
            Event::SoftBreak => html.push(' '),
            Event::HardBreak => html.push_str("<br>"),
            _ => {}
        }
    }
    html
}

fn opening(settings: &Settings, tag: &Tag<'_>) -> String {
    match tag {
        Tag::Link { dest_url, .. } if !is_safe(dest_url) => "<a>".to_string(),
        Tag::Link { dest_url, .. } => {
            format!("<a href=\"{}\">", escape(&settings.address(dest_url)))
        }
        Tag::Emphasis => "<em>".to_string(),
        Tag::Strong => "<strong>".to_string(),
        _ => String::new(),
    }
}

/// Tells whether a link of the foot leads to a page and not into a script.
fn is_safe(target: &str) -> bool {
    let schemes = ["http:", "https:", "mailto:", "tel:"];
    let lower = target.to_ascii_lowercase();
    !target.contains(':') || schemes.iter().any(|scheme| lower.starts_with(scheme))
}

fn closing(tag: TagEnd) -> &'static str {
    match tag {
        TagEnd::Link => "</a>",
        TagEnd::Emphasis => "</em>",
        TagEnd::Strong => "</strong>",
        _ => "",
    }
}
