//! Bodies tried: what Markdown becomes, as tables of cases, laws and hostile texts.

use proptest::prelude::{Strategy, prop_assert, prop_assert_eq, proptest};

use super::body::Body;
use super::passes::body;
use crate::ground::Source;
use crate::model::Settings;
use crate::model::settings::RawHtml;
use crate::model::{Argument, Slot};

fn parsed_as(html: RawHtml, text: &str) -> Body {
    let mut settings = Settings::default();
    settings.markdown.html = html;
    body(&Source::new("content/a.md", text), 0, &settings, false)
}

fn parsed(text: &str) -> Body {
    parsed_as(RawHtml::Trust, text)
}

/// Prints a rope with its slots, without the ends of lines.
fn shown(body: &Body) -> String {
    let mut shown = String::new();
    let mut from = 0;
    for (at, slot) in &body.rope.slots {
        let at = *at as usize;
        shown += &body.rope.html[from..at];
        let directive = |index: u32| {
            let directive = &body.rope.directives[index as usize];
            let mut told = directive.name.clone();
            for (name, value) in &directive.attributes {
                told += &match value {
                    Argument::Text(text) => format!(" {name}={text}"),
                    Argument::Address(link) => {
                        format!(" {name}→{}", body.record.links[*link as usize].target)
                    }
                };
            }
            told
        };
        shown += &match slot {
            Slot::Begin(index) => format!("⟦{}⟧", directive(*index)),
            Slot::Leaf(index) => format!("⟦{}/⟧", directive(*index)),
            Slot::End => "⟦end⟧".to_string(),
            Slot::Code(index) => {
                format!("⟦code {}⟧", body.rope.codes[*index as usize].text.trim())
            }
            Slot::Address(link) => format!("⟦{}⟧", body.record.links[*link as usize].target),
            Slot::Title(link) => format!("⟦title {}⟧", body.record.links[*link as usize].target),
            Slot::Picture(link) => {
                format!("⟦picture {}⟧", body.record.links[*link as usize].target)
            }
        };
        from = at;
    }
    shown += &body.rope.html[from..];
    shown.replace('\n', "")
}

/// Lists the findings: the code and the text at the place.
fn found(text: &str, body: &Body) -> Vec<String> {
    let findings = body.record.findings.iter();
    findings
        .map(|finding| {
            let place = &text[finding.place.span.range()];
            format!("{} {place}", finding.code)
        })
        .collect()
}

fn check(cases: &[(&str, &str)]) {
    check_as(RawHtml::Trust, cases);
}

fn check_as(html: RawHtml, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let body = parsed_as(html, text);
        assert_eq!(&shown(&body), expected, "{text}");
        // These cases are about HTML, not about what they say to whom.
        let mut stopping = body.record.findings.iter().map(|finding| finding.code);
        assert_eq!(stopping.find(|code| !code.is_for_check()), None, "{text}");
    }
}

#[test]
fn blocks_become_html() {
    check(&[
        (
            "a *b* **c** ~~d~~ `<e>`",
            "<p>a <em>b</em> <strong>c</strong> <del>d</del> <code>&lt;e&gt;</code></p>",
        ),
        ("a\\\nb\nc & d", "<p>a<br>bc &amp; d</p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("3. a", "<ol start=\"3\"><li>a</li></ol>"),
        (
            "- [x] a\n- [ ] b",
            "<ul><li class=\"task\"><span class=\"box\">☑</span> a</li><li class=\"task\"><span class=\"box\">☐</span> b</li></ul>",
        ),
        (
            "- [x] a\n\n- b",
            "<ul><li class=\"task\"><p><span class=\"box\">☑</span> a</p></li><li><p>b</p></li></ul>",
        ),
        ("> a", "<blockquote><p>a</p></blockquote>"),
        ("a\n\n---", "<p>a</p><hr>"),
        (
            "|a|b|\n|:-|-:|\n|c|d|",
            "<div class=\"table\" tabindex=\"0\"><table><thead><tr><th class=\"left\">a</th><th class=\"right\">b</th></tr></thead><tbody><tr><td class=\"left\">c</td><td class=\"right\">d</td></tr></tbody></table></div>",
        ),
        ("a\n: b", "<dl><dt>a</dt><dd>b</dd></dl>"),
        ("\"a\" -- b...", "<p>“a” – b…</p>"),
        ("{{nombre}} {% if x %}", "<p>{{nombre}} {% if x %}</p>"),
        ("[!DNL x]\n+++a", "<p>[!DNL x]+++a</p>"),
    ]);
}

#[test]
fn headings_have_names() {
    check(&[
        ("## Hola {{nombre}}", "<h2 id=\"hola-nombre\">Hola {{nombre}}</h2>"),
        ("## Hola {% if x %}", "<h2 id=\"hola-if-x\">Hola {% if x %}</h2>"),
        ("a {b}\n---", "<h2 id=\"a-b\">a {b}</h2>"),
        ("## a {} ##", "<h2 id=\"a\">a {}</h2>"),
        ("## a {{b}} *c*", "<h2 id=\"a-b-c\">a {{b}} <em>c</em></h2>"),
        ("## `{a}`", "<h2 id=\"a\"><code>{a}</code></h2>"),
        ("## a{b}", "<h2 id=\"a-b\">a{b}</h2>"),
        ("## a {b}", "<h2 id=\"a-b\">a {b}</h2>"),
        ("<a id='x'></a>\n\n## x", "<p><a id='x'></a></p><h2 id=\"x-1\">x</h2>"),
    ]);
    let body = parsed(
        "# Título *uno*\n\n## Qué es\n\n## Qué es\n\n### ¡!\n\n## X [y](z.md) {#que-es-2 .c}\n",
    );
    assert_eq!(body.first_heading.as_deref(), Some("Título uno"));
    assert_eq!(
        shown(&body),
        "<h2 id=\"que-es\">Qué es</h2><h2 id=\"que-es-1\">Qué es</h2><h3 id=\"section\">¡!</h3>\
     <h2 id=\"que-es-2\" class=\"c\">X <a href=\"⟦z.md⟧\">y</a></h2>"
    );
    let texts: Vec<&str> = body.record.headings.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(texts, ["Qué es", "Qué es", "¡!", "X y"]);
    let body = parsed("a\n\n# b");
    assert_eq!((body.first_heading.as_deref(), body.record.headings.len()), (None, 1));
    let body = parsed("# [a](b.md) ![c](d.png) {#e}");
    assert_eq!(body.first_heading.as_deref(), Some("a c"));
    assert_eq!(shown(&body), "<span id=\"e\"></span>");
    assert_eq!((body.record.anchors.len(), body.record.links.len()), (1, 0));
}

#[test]
fn links_and_images_have_slots() {
    check(&[
        ("[a](b.md \"c\")", "<p><a href=\"⟦b.md⟧\" title=\"c\">a</a></p>"),
        ("[a](#b)", "<p><a href=\"⟦#b⟧\">a</a></p>"),
        (
            "[a](https://b.example/?c&d \"e\")",
            "<p><a href=\"https://b.example/?c&amp;d\" title=\"e\">a</a></p>",
        ),
        ("<a@b.example>", "<p><a href=\"mailto:a@b.example\">a@b.example</a></p>"),
        (
            "[[a#b]] [[a|*b*]]",
            "<p><a href=\"⟦a#b⟧\">⟦title a#b⟧</a> <a href=\"⟦a⟧\"><em>b</em></a></p>",
        ),
        (
            "|[[x\\|y]]|\n|-|",
            "<div class=\"table\" tabindex=\"0\"><table><thead><tr><th><a href=\"⟦x⟧\">y</a></th></tr></thead></table></div>",
        ),
        (
            "![a *b* ![c](d)](e.png) f",
            "<p><img ⟦picture e.png⟧ alt=\"a b c\" loading=\"lazy\" decoding=\"async\"> f</p>",
        ),
        (
            "![a](b.png \"c<\")",
            "<figure><img ⟦picture b.png⟧ alt=\"a\" loading=\"lazy\" decoding=\"async\"><figcaption>c&lt;</figcaption></figure>",
        ),
        (
            "![a](b.png \"c\") d",
            "<p><img ⟦picture b.png⟧ alt=\"a\" title=\"c\" loading=\"lazy\" decoding=\"async\"> d</p>",
        ),
        (
            "![a](//b/c.png \"d\")",
            "<figure><img src=\"//b/c.png\" alt=\"a\" loading=\"lazy\" decoding=\"async\"><figcaption>d</figcaption></figure>",
        ),
        (
            "[![a](b.png)](c.md)",
            "<p><a href=\"⟦c.md⟧\"><img ⟦picture b.png⟧ alt=\"a\" loading=\"lazy\" decoding=\"async\"></a></p>",
        ),
        ("![[b.png]]", "<p><img ⟦picture b.png⟧ alt=\"\" loading=\"lazy\" decoding=\"async\"></p>"),
        ("[a](javascript:b)", "<p><a href=\"javascript:b\">a</a></p>"),
    ]);
    check_as(
        RawHtml::Sanitize,
        &[
            ("[a](javascript:b)", "<p><a>a</a></p>"),
            ("[a](java&#10;script:b)", "<p><a>a</a></p>"),
            (
                "![a](data:text/html,b)",
                "<p><img alt=\"a\" loading=\"lazy\" decoding=\"async\"></p>",
            ),
        ],
    );
    let text = "a [b](c.md) ![d](e.png \"f\")\n\n![g](h.png \"i\")";
    let body = parsed(text);
    let spans: Vec<&str> = body.record.links.iter().map(|link| &text[link.span.range()]).collect();
    assert_eq!(spans, ["[b](c.md)", "![d](e.png \"f\")", "![g](h.png \"i\")"]);
}

#[test]
fn directives_stand_wherever_blocks_do() {
    check(&[
        (":::note\na\n:::", "⟦note⟧<p>a</p>⟦end⟧"),
        (
            "a\n:::note[T *t*]{x=\"y\"}\nb\n:::\nc",
            "<p>a</p>⟦note title=T *t* x=y⟧<p>b</p>⟦end⟧<p>c</p>",
        ),
        ("::::tabs\n:::tab Uno\na\n:::\n::::", "⟦tabs⟧⟦tab title=Uno⟧<p>a</p>⟦end⟧⟦end⟧"),
        ("a\n::chart{survey=nps}\nb", "<p>a</p>⟦chart survey=nps/⟧<p>b</p>"),
        ("- a\n  :::note\n  b\n  :::\n- c", "<ul><li>a⟦note⟧b⟦end⟧</li><li>c</li></ul>"),
        (
            "1. - :::note\n     - b\n     :::\n   - c",
            "<ol><li><ul><li>⟦note⟧<ul><li>b</li></ul>⟦end⟧</li><li>c</li></ul></li></ol>",
        ),
        (
            "> a\n> :::note\n> b\n> :::\n> c",
            "<blockquote><p>a</p>⟦note⟧<p>b</p>⟦end⟧<p>c</p></blockquote>",
        ),
        (
            "> - :::note\n>   > b\n>\n>   :::",
            "<blockquote><ul><li>⟦note⟧<blockquote><p>b</p></blockquote>⟦end⟧</li></ul></blockquote>",
        ),
        (
            "|a|\n|-|\n|b|\n:::note\nc\n:::",
            "<div class=\"table\" tabindex=\"0\"><table><thead><tr><th>a</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table></div>⟦note⟧<p>c</p>⟦end⟧",
        ),
        (
            "a\n: b\n\n  :::note\n  c\n  :::",
            "<dl><dt>a</dt><dd><p>b</p>⟦note⟧<p>c</p>⟦end⟧</dd></dl>",
        ),
        (":::note\n- a\n- b\n:::\nc", "⟦note⟧<ul><li>a</li><li>b</li></ul>⟦end⟧<p>c</p>"),
        (":::note\n```\n:::\n```\n:::", "⟦note⟧⟦code :::⟧⟦end⟧"),
        (":::note\n# a\n:::", "⟦note⟧<h1 id=\"a\">a</h1>⟦end⟧"),
        ("a\n:::steps\n---\n:::", "<p>a</p>⟦steps⟧<hr>⟦end⟧"),
        ("> [!CAUTION]\n> a", "⟦danger⟧<p>a</p>⟦end⟧"),
        (
            "x[^1]\n\n[^1]: a\n    :::note\n    b\n    :::",
            "<p>x<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1\" role=\"doc-noteref\">1</a></sup></p><div class=\"footnotes\" role=\"doc-endnotes\"><ol><li id=\"fn-1\"><p>a</p>⟦note⟧<p>b</p>⟦end⟧ <a class=\"footnote-back\" href=\"#fnref-1\" role=\"doc-backlink\">↩</a></li></ol></div>",
        ),
    ]);
}

#[test]
fn colons_in_code_and_raw_html_are_text() {
    check(&[
        ("```\n:::note\n:::\n```", "⟦code :::note:::⟧"),
        ("a\n\n    :::note", "<p>a</p>⟦code :::note⟧"),
        ("- a\n\n      :::note", "<ul><li><p>a</p>⟦code :::note⟧</li></ul>"),
        ("> ~~~\n> ::a\n> ~~~", "<blockquote>⟦code ::a⟧</blockquote>"),
        ("`:::a`", "<p><code>:::a</code></p>"),
        ("a :::b", "<p>a :::b</p>"),
        ("a\n    :::b", "<p>a:::b</p>"),
        ("<div>\n:::a\n</div>", "<div>:::a</div>"),
        ("<!--\n:::a\n-->", "<!--:::a-->"),
        ("```\n:::a\n```\n:::note\nb\n:::", "⟦code :::a⟧⟦note⟧<p>b</p>⟦end⟧"),
        ("::std::vector", "<p>::std::vector</p>"),
        ("\\:::a", "<p>:::a</p>"),
    ]);
}

#[test]
fn faults_of_directives_are_found() {
    for (text, expected, findings) in [
        ("a\n:::", "<p>a</p>", &["stray-directive-end :::"][..]),
        (":::note\na", "⟦note⟧<p>a</p>⟦end⟧", &["unclosed-directive :::note"]),
        (
            "- :::note\n  a\n\n:::",
            "<ul><li>⟦note⟧a⟦end⟧</li></ul>",
            &["unclosed-directive :::note", "stray-directive-end :::"],
        ),
        ("::::a\n:::b\n::::", "⟦a⟧⟦b⟧⟦end⟧⟦end⟧", &["unclosed-directive :::b"]),
        (":::note{a=\"b}\n:::", "⟦note⟧⟦end⟧", &["bad-directive \"b}"]),
        (":::{a=b}\nx\n:::", "<p>x</p>", &["bad-directive {a=b}"]),
        ("> ::a[b\n", "<blockquote>⟦a/⟧</blockquote>", &["bad-directive [b"]),
        ("$\\nada$", "<p><code>$\\nada$</code></p>", &["bad-formula $\\nada$"]),
    ] {
        let body = parsed(text);
        assert_eq!(shown(&body), expected, "{text}");
        assert_eq!(found(text, &body), findings, "{text}");
    }
}

#[test]
fn places_count_from_the_start_of_the_file() {
    let text = "---\ntitle: ñ\n---\n\n:::note{x=1 y}\n[a](b.md)\n";
    let source = Source::new("content/a.md", text);
    let body = body(&source, text.find("---\n\n").unwrap() + 4, &Settings::default(), false);
    assert_eq!(source.slice(body.record.links[0].span), "[a](b.md)");
    assert_eq!(source.slice(body.record.directives[0].span), ":::note{x=1 y}");
    assert_eq!(source.slice(body.record.directives[0].attributes[1].1), "y");
    assert_eq!(source.slice(body.record.findings[0].place.span), ":::note{x=1 y}");
}

#[test]
fn footnotes_stand_at_the_end() {
    check(&[(
        "[^b]: B [c](d.md)\n\na[^b] e[^b] f[^g]\n\n[^g]: G\n[^h]: H",
        "<p>a<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1\" role=\"doc-noteref\">1</a></sup> \
     e<sup class=\"footnote-ref\"><a href=\"#fn-1\" id=\"fnref-1-2\" role=\"doc-noteref\">1</a></sup> \
     f<sup class=\"footnote-ref\"><a href=\"#fn-2\" id=\"fnref-2\" role=\"doc-noteref\">2</a></sup></p>\
     <div class=\"footnotes\" role=\"doc-endnotes\"><ol><li id=\"fn-1\"><p>B <a href=\"⟦d.md⟧\">c</a> \
     <a class=\"footnote-back\" href=\"#fnref-1\" role=\"doc-backlink\">↩</a> \
     <a class=\"footnote-back\" href=\"#fnref-1-2\" role=\"doc-backlink\">↩</a></p></li>\
     <li id=\"fn-2\"><p>G <a class=\"footnote-back\" href=\"#fnref-2\" role=\"doc-backlink\">↩</a></p></li>\
     <li id=\"fn-3\"><p>H</p></li></ol></div>",
    )]);
}

#[test]
fn raw_html_is_what_the_settings_want() {
    let text = "<div id=x onclick=y>\n\n*a* <b>b\n\n</div>\n\n<script>c</script>";
    for (html, expected) in [
        (RawHtml::Trust, "<div id=x onclick=y><p><em>a</em> <b>b</p></div><script>c</script>"),
        (
            RawHtml::Escape,
            "<p>&lt;div id=x onclick=y&gt;</p><p><em>a</em> &lt;b&gt;b</p><p>&lt;/div&gt;</p><p>&lt;script&gt;c&lt;/script&gt;</p>",
        ),
        (RawHtml::Sanitize, "<div id=\"x\"><p><em>a</em> <b>b</b></p></div>"),
    ] {
        assert_eq!(shown(&parsed_as(html, text)), expected, "{html:?}");
    }
    check_as(
        RawHtml::Sanitize,
        &[
            ("- <div>\n\na</div>", "<ul><li><div></div></li></ul><p>a</p>"),
            ("> <b>a\n\n<b>c", "<blockquote><p><b>a</b></p></blockquote><p><b>c</b></p>"),
        ],
    );
    assert_eq!(parsed(text).record.anchors, ["x"]);
    assert_eq!(parsed_as(RawHtml::Sanitize, text).record.anchors, ["x"]);
}

#[test]
fn formulas_are_told_from_prices() {
    let body = parsed("Vale $5-$10, 5$-10$ y $x$.\n\n$$y$$\n\na $$z$$ b");
    assert_eq!(
        shown(&body),
        "<p>Vale $5-$10, 5$-10$ y <math><mi>x</mi></math>.</p>\
     <div class=\"math\"><math display=\"block\"><mi>y</mi></math></div>\
     <p>a </p><div class=\"math\"><math display=\"block\"><mi>z</mi></math></div><p> b</p>"
    );
}

#[test]
fn summary_and_words_come_from_prose() {
    let body = parsed(
        "# T\n\n- lista\n\n:::note\nUno *dos*\ntres.\n:::\n\n```\ncódigo\n```\n\nCuatro `cinco`.",
    );
    assert_eq!(&*body.record.summary, "Uno dos tres. Cuatro cinco.");
    assert_eq!(body.record.words, 6);
}

#[test]
fn hostile_texts_end() {
    for unit in [
        "[a](",
        "*a **b ",
        ">",
        "- ",
        "[[",
        "![",
        ":::a\n",
        "<b>",
        "$",
        "`",
        "|",
        "[^1]:",
        "# a\n",
        "> - ",
        "{",
        "~",
        "_a",
        "<",
        "&",
        "![[a|",
        ":::a\n\n:::\n",
        "1. ",
    ] {
        let text = unit.repeat(50_000 / unit.len());
        for html in [RawHtml::Trust, RawHtml::Sanitize] {
            let body = parsed_as(html, &text);
            assert!(body.record.findings.len() <= 1_000, "{unit}");
        }
    }
}

fn markdownish() -> impl Strategy<Value = String> {
    let piece = proptest::sample::select(vec![
        "a",
        "ñ ",
        " ",
        "\n",
        "\n\n",
        "    ",
        "> ",
        "- ",
        "1. ",
        ": ",
        ":::",
        "::",
        "note",
        "x{a=b}",
        "[",
        "](",
        ")",
        "[[",
        "]]",
        "|",
        "![",
        "*",
        "**",
        "_",
        "`",
        "```",
        "~~~\n",
        "~~",
        "$",
        "$$",
        "# ",
        "---\n",
        "|-|\n",
        "[^1]",
        "[^1]: ",
        "<b>",
        "</b>",
        "<div>\n",
        "<!--",
        "-->",
        "{#i}",
        "[!NOTE]\n",
        "[ ] ",
        "\\",
        "&amp;",
        "\"",
        "{",
        "}",
        "😀",
        "\t",
        "<script>",
        "\\frac",
        "]: ",
    ]);
    proptest::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn nothing_is_lost_out_of_place(text in markdownish()) {
        for html in [RawHtml::Trust, RawHtml::Sanitize, RawHtml::Escape] {
            let body = parsed_as(html, &text);
            let (mut last, mut open) = (0, 0i32);
            for (at, slot) in &body.rope.slots {
                prop_assert!(*at >= last && body.rope.html.is_char_boundary(*at as usize));
                last = *at;
                open += match slot {
                    Slot::Begin(_) => 1,
                    Slot::End => -1,
                    _ => 0,
                };
                prop_assert!(open >= 0);
            }
            prop_assert_eq!(open, 0);
            prop_assert_eq!(body.rope.directives.len(), body.record.directives.len());
            let spans = body.record.links.iter().map(|link| link.span);
            let spans = spans.chain(body.record.directives.iter().map(|one| one.span));
            let spans = spans.chain(body.record.findings.iter().map(|one| one.place.span));
            for span in spans.chain(body.rope.codes.iter().map(|one| one.span)) {
                prop_assert!(text.get(span.range()).is_some(), "{span:?}");
            }
        }
    }
}
