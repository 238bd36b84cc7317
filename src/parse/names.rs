//! The names of places in a document: each is given once.

use std::collections::HashMap;

/// Names given so far, with the last number that was added to each.
#[derive(Debug, Default)]
pub(super) struct Names {
    given: HashMap<String, u32>,
}

impl Names {
    /// Gives the wanted name, or the first free of `wanted-1`, `wanted-2` ….
    pub(super) fn give(&mut self, wanted: &str) -> String {
        let Some(last) = self.given.get(wanted).copied() else {
            self.given.insert(wanted.to_string(), 0);
            return wanted.to_string();
        };
        let mut number = last + 1;
        let mut name = format!("{wanted}-{number}");
        while self.given.contains_key(&name) {
            number += 1;
            name = format!("{wanted}-{number}");
        }
        self.given.insert(wanted.to_string(), number);
        self.given.insert(name.clone(), 0);
        name
    }

    /// Notes a name that stands in the document as its author wrote it.
    pub(super) fn note(&mut self, name: &str) {
        if !self.given.contains_key(name) {
            self.given.insert(name.to_string(), 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_given_twice() {
        let mut names = Names::default();
        let given = ["a", "a-2", "a", "a", "b", "a-2"].map(|name| names.give(name));
        assert_eq!(given, ["a", "a-2", "a-1", "a-3", "b", "a-2-1"]);
    }
}
