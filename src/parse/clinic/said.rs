//! A text cut into words and marks.

/// Marks that stand as words of their own.
const MARKS: &str = ",;:.?¿!¡/&…";

/// A text as words in lower case and marks, without what stands in parentheses.
pub(super) struct Said {
    /// The words and marks, in order.
    pub(super) words: Vec<Word>,
    /// The same, each between two spaces, so that phrases can be found.
    line: String,
}

/// A word or a mark.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// In lower case.
    pub(super) text: String,
    /// Whether it was written with a capital.
    pub(super) is_name: bool,
    /// Whether it is a mark.
    pub(super) is_mark: bool,
}

impl Said {
    /// Cuts a text.
    pub(super) fn new(text: &str) -> Self {
        Self::of(words(text))
    }

    /// Takes words that were cut already.
    pub(super) fn of(words: Vec<Word>) -> Self {
        let mut line = " ".to_string();
        for word in &words {
            line.push_str(&word.text);
            line.push(' ');
        }
        Self { words, line }
    }

    /// Tells whether a phrase stands in it.
    pub(super) fn has(&self, phrase: &str) -> bool {
        self.line.contains(&format!(" {phrase} "))
    }

    /// Gives the first phrase of a list that stands in it.
    pub(super) fn first(&self, phrases: &[&'static str]) -> Option<&'static str> {
        phrases.iter().copied().find(|phrase| self.has(phrase))
    }

    /// Counts how often a mark stands in it.
    pub(super) fn count(&self, mark: &str) -> usize {
        self.words.iter().filter(|word| word.text == mark).count()
    }

    /// Leaves phrases out.
    pub(super) fn without(&self, phrases: &[&str]) -> Self {
        let mut line = self.line.clone();
        for phrase in phrases {
            line = line.replace(&format!(" {phrase} "), " ");
        }
        Self::of(words(&line))
    }
}

/// Counts the words that a person reads in a text, those in parentheses too.
pub(super) fn length(text: &str) -> usize {
    let is_word = |word: &&str| word.contains(char::is_alphanumeric);
    text.split_whitespace().filter(is_word).count()
}

fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut open = String::new();
    let mut depth = 0_usize;
    for letter in text.chars().map(|letter| if letter == '’' { '\'' } else { letter }) {
        let is_inside = matches!(letter, '\'' | '-') && !open.is_empty();
        if letter.is_alphanumeric() || is_inside {
            open.push(letter);
            continue;
        }
        end(&mut words, &mut open, depth);
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            mark if depth == 0 && MARKS.contains(mark) => {
                words.push(Word { text: mark.to_string(), is_name: false, is_mark: mark != '&' })
            }
            _ => {}
        }
    }
    end(&mut words, &mut open, depth);
    words
}

/// Ends a word, and keeps it unless it stands in parentheses.
fn end(words: &mut Vec<Word>, open: &mut String, depth: usize) {
    let written = std::mem::take(open);
    let word = written.trim_end_matches(['\'', '-']);
    if !word.is_empty() && depth == 0 {
        words.push(Word {
            text: word.to_lowercase(),
            is_name: word.starts_with(char::is_uppercase),
            is_mark: false,
        });
    }
}
