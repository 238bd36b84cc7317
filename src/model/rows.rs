//! Rows: short lists, one for each of many, in one piece of memory.

/// As many lists as there are documents, say, each reached by its index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rows<T> {
    /// Where each row ends among the entries; it begins where the one before ends.
    ends: Vec<u32>,
    entries: Vec<T>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self { ends: Vec::new(), entries: Vec::new() }
    }
}

impl<T> Rows<T> {
    /// Gives the entries of a row; none if there is no such row.
    pub fn row(&self, index: usize) -> &[T] {
        let Some(end) = self.ends.get(index) else { return &[] };
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.entries[start as usize..*end as usize]
    }

    /// Gives the rows in order.
    pub fn iter(&self) -> impl Iterator<Item = &[T]> {
        (0..self.ends.len()).map(|index| self.row(index))
    }

    /// Adds a row.
    pub fn push(&mut self, row: impl IntoIterator<Item = T>) {
        self.entries.extend(row);
        self.ends.push(end(self.entries.len()));
    }

    /// Adds the rows of another.
    pub fn append(&mut self, other: Self) {
        let start = end(self.entries.len());
        self.ends.extend(other.ends.iter().map(|end| start + end));
        self.entries.extend(other.entries);
    }
}

impl<T: Copy + Default> Rows<T> {
    /// Sorts entries into `count` rows by the row that each names; in a row they keep their order.
    pub fn sorted(count: usize, entries: &[(u32, T)]) -> Self {
        let mut ends = vec![0; count];
        for (row, _) in entries {
            ends[*row as usize] += 1;
        }
        // First each holds where its row begins; as the row fills, it becomes where it ends.
        let mut start = 0;
        for end in &mut ends {
            start += std::mem::replace(end, start);
        }
        let mut sorted = vec![T::default(); entries.len()];
        for (row, entry) in entries {
            let end = &mut ends[*row as usize];
            sorted[*end as usize] = *entry;
            *end += 1;
        }
        Self { ends, entries: sorted }
    }
}

fn end(length: usize) -> u32 {
    u32::try_from(length).expect("a site has fewer than four billion of anything")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_fall_into_their_rows() {
        let rows = Rows::sorted(4, &[(2, 'a'), (0, 'b'), (2, 'c'), (3, 'd')]);
        let mut pushed = Rows::default();
        pushed.push(['b']);
        pushed.push([]);
        let mut more = Rows::default();
        more.push(['a', 'c']);
        more.push(['d']);
        pushed.append(more);
        assert_eq!(rows, pushed);
        assert_eq!(rows.row(2), ['a', 'c']);
        assert!(rows.row(4).is_empty());
        assert_eq!(rows.iter().map(<[char]>::len).sum::<usize>(), 4);
    }
}
