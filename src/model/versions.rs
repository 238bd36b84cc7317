//! Versions: which documents say the same in other languages.

use super::page::{DocumentId, LanguageId};

/// The versions of each document, one for each language that has one. A site of one language has
/// nothing to tell, and this takes no room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Versions {
    /// How many languages there are; zero where there is one.
    languages: usize,
    /// The family of each document, by its index.
    families: Vec<u32>,
    /// The members of the families: so many for each as there are languages.
    members: Vec<Option<DocumentId>>,
}

impl Versions {
    /// Gathers the families: `families` names that of each document, `editions` the language in
    /// whose edition each stands.
    pub fn of(languages: usize, families: Vec<u32>, editions: &[LanguageId]) -> Self {
        let count = families.iter().max().map_or(0, |last| *last as usize + 1);
        let mut members = vec![None; count * languages];
        for (number, (family, edition)) in (0..).zip(families.iter().zip(editions)) {
            let place = *family as usize * languages + usize::from(edition.0);
            // Of two files for one page the first counts; the other is a finding elsewhere.
            members[place].get_or_insert(DocumentId(number));
        }
        Self { languages, families, members }
    }

    /// Gives the versions of a document by language; none on a site of one language.
    pub fn all(&self, document: DocumentId) -> &[Option<DocumentId>] {
        let Some(family) = self.families.get(document.0 as usize) else { return &[] };
        let first = *family as usize * self.languages;
        &self.members[first..first + self.languages]
    }

    /// Gives the version of a document in a language.
    pub fn version(&self, document: DocumentId, language: LanguageId) -> Option<DocumentId> {
        match self.all(document) {
            [] => Some(document),
            members => members.get(usize::from(language.0)).copied().flatten(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_stand_by_language() {
        let [main, other] = [LanguageId(0), LanguageId(1)];
        let versions = Versions::of(2, vec![0, 0, 1], &[main, other, main]);
        assert_eq!(versions.version(DocumentId(0), other), Some(DocumentId(1)));
        assert_eq!(versions.version(DocumentId(1), main), Some(DocumentId(0)));
        assert_eq!(versions.version(DocumentId(2), other), None);
        assert_eq!(Versions::default().version(DocumentId(7), main), Some(DocumentId(7)));
    }
}
