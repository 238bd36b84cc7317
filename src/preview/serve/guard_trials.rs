//! Trials of the guard: rows of requests, each on a page, an asset and the stream of events.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use super::ask::Ask;
use super::guard::{Guard, Reach, Verdict};

const TARGETS: [&str; 3] = ["/guia/", "/tema/estilo.css", "/_tertulia/live?token=abc"];
const TOKEN: &str = "0123456789abcdef0123456789abcdef";

fn ask(target: &str, headers: &[(&str, &str)]) -> Ask {
    let headers = headers.iter().map(|(name, value)| (name.to_string(), value.to_string()));
    Ask { method: "GET".into(), target: target.into(), headers: headers.collect() }
}

fn machine() -> Guard {
    Guard::new(1999, Reach::Machine, &["Mi-PC.local".into()])
}

fn network(address: impl Into<IpAddr>) -> Guard {
    Guard::new(1999, Reach::Network { address: address.into(), token: TOKEN.into() }, &[])
}

/// Gives the status of a refusal; 200 for those that are welcome, 303 for those that enter.
fn status(guard: &Guard, ask: &Ask) -> u16 {
    match guard.judge(ask) {
        Verdict::Welcome => 200,
        Verdict::Enter { .. } => 303,
        Verdict::Refused(refusal) => {
            assert!(!refusal.words.es.is_empty() && !refusal.words.en.is_empty());
            refusal.status
        }
    }
}

fn check(guard: &Guard, headers: &[(&str, &str)], expected: u16) {
    for target in TARGETS {
        assert_eq!(status(guard, &ask(target, headers)), expected, "{target} {headers:?}");
    }
}

#[test]
fn only_our_names_are_answered() {
    let guard = machine();
    check(&guard, &[], 400);
    check(&guard, &[("host", "localhost:1999"), ("host", "localhost:1999")], 400);
    check(&guard, &[("host", "localhost:1999"), ("host", "evil.example")], 400);
    for (host, expected) in [
        ("localhost:1999", 200),
        ("LocalHost:1999", 200),
        ("127.0.0.1:1999", 200),
        ("[::1]:1999", 200),
        ("mi-pc.local:1999", 200),
        ("localhost", 403),
        ("localhost:80", 403),
        ("localhost:2000", 403),
        ("localhost:01999", 403),
        ("localhost:+1999", 403),
        ("localhost:19990", 403),
        ("localhost.:1999", 403),
        ("localhost:1999:1999", 403),
        ("localhost:1999, evil.example", 403),
        ("user@localhost:1999", 403),
        ("127.0.0.2:1999", 403),
        ("127.1:1999", 403),
        ("2130706433:1999", 403),
        ("::1:1999", 403),
        ("[::]:1999", 403),
        ("[::1:1999", 403),
        ("192.168.1.5:1999", 403),
        ("evil.example:1999", 403),
        ("localhost.evil.example:1999", 403),
        ("evil.example", 403),
        ("", 403),
        (":1999", 403),
        ("%6cocalhost:1999", 403),
    ] {
        check(&guard, &[("host", host)], expected);
    }
}

#[test]
fn a_port_of_80_may_be_left_out() {
    let guard = Guard::new(80, Reach::Machine, &[]);
    check(&guard, &[("host", "localhost")], 200);
    check(&guard, &[("host", "localhost:80")], 200);
    check(&guard, &[("host", "localhost"), ("origin", "http://localhost")], 200);
    check(&guard, &[("host", "localhost:1999")], 403);
}

#[test]
fn other_pages_are_refused() {
    let guard = machine();
    let host = ("host", "localhost:1999");
    for (origin, expected) in [
        ("http://localhost:1999", 200),
        ("http://[::1]:1999", 200),
        ("http://mi-pc.local:1999", 200),
        ("https://localhost:1999", 403),
        ("http://localhost:3000", 403),
        ("http://localhost", 403),
        ("http://evil.example", 403),
        ("http://evil.example:1999", 403),
        ("null", 403),
        ("", 403),
    ] {
        check(&guard, &[host, ("origin", origin)], expected);
    }
    for (site, expected) in [
        ("same-origin", 200),
        ("none", 200),
        ("same-site", 403),
        ("cross-site", 403),
        ("", 403),
        ("none, cross-site", 403),
    ] {
        check(&guard, &[host, ("sec-fetch-site", site)], expected);
    }
    let both = [("sec-fetch-site", "none"), ("sec-fetch-site", "cross-site")];
    check(&guard, &[host, both[0], both[1]], 403);
}

#[test]
fn a_name_that_leads_here_is_not_ours() {
    // What is sent after a name of the attacker's was made to mean this machine.
    let host = ("host", "evil.example:1999");
    let origin = ("origin", "http://evil.example:1999");
    check(&machine(), &[host, origin, ("sec-fetch-site", "same-origin")], 403);
}

#[test]
fn a_link_elsewhere_is_told_to_be_opened_by_hand() {
    let headers = [
        ("host", "localhost:1999"),
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-mode", "navigate"),
        ("sec-fetch-dest", "document"),
    ];
    let Verdict::Refused(refusal) = machine().judge(&ask("/", &headers)) else {
        panic!("it is refused");
    };
    assert!(refusal.words.es.contains("ábrela a mano: http://localhost:1999/"));
    assert!(refusal.words.en.contains("by hand: http://localhost:1999/"));
}

#[test]
fn who_used_another_name_is_told_ours() {
    let elsewhere = network(Ipv4Addr::new(192, 168, 1, 5));
    let everywhere = network(Ipv4Addr::UNSPECIFIED);
    for (guard, home) in [
        (machine(), "http://localhost:1999/;"),
        (elsewhere, "http://192.168.1.5:1999/;"),
        (everywhere, "http://localhost:1999/;"),
    ] {
        let Verdict::Refused(refusal) = guard.judge(&ask("/", &[("host", "pc:1999")])) else {
            panic!("it is refused");
        };
        for words in [refusal.words.es, refusal.words.en] {
            assert!(words.contains(home) && words.contains("--allow-host"), "{words}");
        }
    }
}

#[test]
fn only_reading_is_answered() {
    for (method, expected) in
        [("GET", 200), ("HEAD", 200), ("POST", 405), ("OPTIONS", 405), ("get", 405), ("", 405)]
    {
        let mut asked = ask("/", &[("host", "localhost:1999")]);
        asked.method = method.into();
        assert_eq!(status(&machine(), &asked), expected, "{method}");
    }
    for target in ["", "*", "guia/", "http://localhost:1999/", "/a\nb", "/a\rb", "/a\tb", "/ñ"] {
        let asked = ask(target, &[("host", "localhost:1999")]);
        assert_eq!(status(&machine(), &asked), 400, "{target:?}");
    }
}

#[test]
fn on_a_network_the_secret_is_asked_for() {
    let guard = network(Ipv4Addr::new(192, 168, 1, 5));
    let host = ("host", "192.168.1.5:1999");
    check(&guard, &[host], 403);
    for (cookie, expected) in [
        (format!("tertulia-1999={TOKEN}"), 200),
        (format!("a=b; tertulia-1999={TOKEN}; c=d"), 200),
        (format!("tertulia-1999=old;tertulia-1999={TOKEN}"), 200),
        (format!("xtertulia-1999={TOKEN}"), 403),
        (format!("tertulia-1999={}", &TOKEN[1..]), 403),
        (format!("tertulia-1999={TOKEN}0"), 403),
        ("tertulia-1999=".to_string(), 403),
        (format!("tertulia-2000={TOKEN}"), 403),
        (TOKEN.to_string(), 403),
    ] {
        check(&guard, &[host, ("cookie", &cookie)], expected);
        let foreign = ("host", "evil.example:1999");
        check(&guard, &[foreign, ("cookie", &cookie)], 403);
    }
    check(&machine(), &[("host", "localhost:1999"), ("cookie", "tertulia-1999=x")], 200);
}

#[test]
fn the_secret_leaves_the_address() {
    let guard = network(Ipv4Addr::new(192, 168, 1, 5));
    for (target, expected) in [
        (format!("/?token={TOKEN}"), "/"),
        (format!("/guia/?token={TOKEN}"), "/guia/"),
        (format!("/guia/?a=1&token={TOKEN}&b=2"), "/guia/?a=1&b=2"),
        (format!("//evil.example/?token={TOKEN}"), "/evil.example/"),
        (format!("/\\evil.example/?token={TOKEN}"), "/evil.example/"),
    ] {
        let verdict = guard.judge(&ask(&target, &[("host", "192.168.1.5:1999")]));
        let Verdict::Enter { location, cookie } = verdict else { panic!("{target}: {verdict:?}") };
        assert_eq!(location, expected);
        let attributes = "HttpOnly; SameSite=Strict; Path=/";
        assert_eq!(cookie, format!("tertulia-1999={TOKEN}; {attributes}"));
    }
    let wrong = ask("/?token=0123", &[("host", "192.168.1.5:1999")]);
    assert_eq!(status(&guard, &wrong), 403);
}

#[test]
fn where_all_is_listened_at_each_address_is_ours() {
    let cookie = format!("tertulia-1999={TOKEN}");
    let cookie = ("cookie", cookie.as_str());
    for guard in [network(Ipv4Addr::UNSPECIFIED), network(Ipv6Addr::UNSPECIFIED)] {
        for (host, expected) in [
            ("localhost:1999", 200),
            ("10.0.0.7:1999", 200),
            ("[fe80::1]:1999", 200),
            ("10.0.0.7", 403),
            ("10.0.0.7:80", 403),
            ("10.0.0.07:1999", 403),
            ("10.0.7:1999", 403),
            ("fe80::1:1999", 403),
            ("[10.0.0.7]:1999", 403),
            ("evil.example:1999", 403),
            (":1999", 403),
        ] {
            check(&guard, &[("host", host), cookie], expected);
        }
    }
    let guard = network(Ipv6Addr::new(0xfe80, 0, 0, 0, 0, 0, 0, 1));
    check(&guard, &[("host", "[fe80::1]:1999"), cookie], 200);
    check(&guard, &[("host", "[fe80::2]:1999"), cookie], 403);
}

#[test]
fn garbage_is_never_welcome() {
    let guards = [machine(), network(Ipv4Addr::UNSPECIFIED)];
    let cookie = format!("tertulia-1999={TOKEN}");
    let pieces = [
        "localhost",
        "127.0.0.1",
        "[::1]",
        ":",
        "1999",
        ".",
        "\0",
        " ",
        "@",
        "[",
        "]",
        "ñ",
        "%00",
        "\u{202e}",
        "evil",
        "0x7f",
        "::",
        ",",
        "/",
        "http://",
        "\t",
        "65536",
        "-",
        "日本",
    ];
    let mut chance: u64 = 1999;
    let mut next = |below: usize| {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (chance >> 33) as usize % below
    };
    let mut tried = 0;
    while tried < 1000 {
        let host: String = (0..=next(6)).map(|_| pieces[next(pieces.len())]).collect();
        // What is no garbage after all.
        if host == "localhost:1999" || host.parse::<SocketAddr>().is_ok() {
            continue;
        }
        tried += 1;
        for guard in &guards {
            check(guard, &[("host", &host), ("cookie", &cookie)], 403);
        }
    }
}
