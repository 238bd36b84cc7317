//! Scales that everybody uses, by their labels, lowest first; and what a wording asks for.

/// Scales of words. What several languages write for one point stands together.
const SCALES: &[&[&[&str]]] = &[
    &[
        &[
            "muy en desacuerdo",
            "totalmente en desacuerdo",
            "strongly disagree",
            "completely disagree",
            "disagree completely",
            "stimme gar nicht zu",
        ],
        &[
            "en desacuerdo",
            "algo en desacuerdo",
            "disagree",
            "somewhat disagree",
            "rather disagree",
        ],
        &["ni de acuerdo ni en desacuerdo", "neutral", "neither agree nor disagree", "indiferente"],
        &["de acuerdo", "algo de acuerdo", "agree", "somewhat agree", "rather agree"],
        &[
            "muy de acuerdo",
            "totalmente de acuerdo",
            "strongly agree",
            "completely agree",
            "agree completely",
        ],
    ],
    &[
        &[
            "muy insatisfecho",
            "muy insatisfecha",
            "nada satisfecho",
            "nada satisfecha",
            "very dissatisfied",
            "very unsatisfied",
        ],
        &[
            "insatisfecho",
            "insatisfecha",
            "poco satisfecho",
            "poco satisfecha",
            "dissatisfied",
            "unsatisfied",
            "somewhat dissatisfied",
        ],
        &["ni satisfecho ni insatisfecho", "neutral", "neither satisfied nor dissatisfied"],
        &["satisfecho", "satisfecha", "bastante satisfecho", "satisfied", "somewhat satisfied"],
        &["muy satisfecho", "muy satisfecha", "very satisfied"],
    ],
    &[
        &["nada importante", "not at all important", "not important", "very unimportant"],
        &["poco importante", "not too important", "rather unimportant", "slightly important"],
        &["neutral", "moderately important"],
        &[
            "importante",
            "bastante importante",
            "somewhat important",
            "rather important",
            "important",
        ],
        &["muy importante", "very important", "critical to me"],
    ],
    &[
        &["nunca", "never"],
        &["casi nunca", "rara vez", "rarely"],
        &["a veces", "sometimes", "algunas veces"],
        &["casi siempre", "a menudo", "often", "frecuentemente"],
        &["siempre", "always"],
    ],
];

/// Orders labels that are all of one scale, lowest first.
pub(super) fn ordered(labels: &[&str]) -> Option<Vec<String>> {
    let place = |scale: &[&[&str]], label: &str| {
        let label = label.trim().to_lowercase();
        scale.iter().position(|point| point.contains(&label.as_str()))
    };
    SCALES.iter().find_map(|scale| {
        let mut placed: Vec<(usize, &str)> = Vec::new();
        for label in labels {
            placed.push((place(scale, label)?, label));
        }
        placed.sort_unstable();
        let is_clear = placed.windows(2).all(|pair| pair[0].0 != pair[1].0);
        let labels = placed.into_iter().map(|(_, label)| label.to_string());
        (is_clear && labels.len() >= 3).then(|| labels.collect())
    })
}

/// Tells whether a label names the lower end of a scale.
pub(super) fn is_low(label: &str) -> bool {
    let label = label.to_lowercase();
    let low = [
        "disagree",
        "desacuerdo",
        "nada",
        "never",
        "nunca",
        "insatisf",
        "dissatisf",
        "unlikely",
        "improbable",
        "not at all",
        "hardest",
        "muy mal",
        "poor",
        "difícil",
        "gar nicht",
        "stimme nicht",
        "nicht wichtig",
        "unzufrieden",
        "niemals",
    ];
    low.iter().any(|word| label.contains(word))
}

/// What a wording asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    Recommendation,
    Satisfaction,
    Effort,
    Other,
}

/// Tells what a wording asks for.
pub(super) fn wish(text: &str) -> Wish {
    let text = text.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| text.contains(word));
    if says(&["recomend", "recomiend", "recommend"]) {
        Wish::Recommendation
    } else if says(&["satisf", "conforme", "contento", "csat"]) {
        Wish::Satisfaction
    } else if says(&["esfuerzo", "effort", "fácil", "facil", "easy", "easier"]) {
        Wish::Effort
    } else {
        Wish::Other
    }
}
