//! The numbers of a chart as a table of HTML.

use crate::ground::markup::push_text;

/// A table whose first column names its rows; all others are numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Table {
    /// What stands above the columns.
    pub(super) heads: Vec<String>,
    /// The rows, each with its name first.
    pub(super) rows: Vec<Vec<Cell>>,
}

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cell {
    /// What it says.
    pub(super) text: String,
    /// How it is coloured, by a class; empty for most.
    pub(super) class: String,
    /// A mark, and what it means in words.
    pub(super) mark: Option<(&'static str, String)>,
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell { text, ..Cell::default() }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        text.to_string().into()
    }
}

impl Table {
    /// Adds a row of plain cells.
    pub(super) fn push(&mut self, name: &str, cells: impl IntoIterator<Item = String>) {
        let cells = cells.into_iter().map(Cell::from);
        self.rows.push([Cell::from(name)].into_iter().chain(cells).collect());
    }

    /// Writes the table, which can be scrolled sideways with the keyboard. Its caption is that of the
    /// figure, which those who see it have above.
    pub(super) fn html(&self, caption: &str) -> String {
        let mut html =
            String::from("<div class=\"table\" tabindex=\"0\"><table>\n<caption class=\"hidden\">");
        push_text(&mut html, caption);
        html.push_str("</caption>\n<thead><tr>");
        for (index, head) in self.heads.iter().enumerate() {
            html.push_str("<th scope=\"col\"");
            html.push_str(if index == 0 { ">" } else { " class=\"right\">" });
            push_text(&mut html, head);
            html.push_str("</th>");
        }
        html.push_str("</tr></thead>\n<tbody>\n");
        for row in &self.rows {
            html.push_str("<tr>");
            for (index, cell) in row.iter().enumerate() {
                push_cell(&mut html, index == 0, cell);
            }
            html.push_str("</tr>\n");
        }
        html.push_str("</tbody>\n</table></div>\n");
        html
    }
}

fn push_cell(html: &mut String, names_row: bool, cell: &Cell) {
    if names_row {
        html.push_str("<th scope=\"row\">");
        push_text(html, &cell.text);
        html.push_str("</th>");
        return;
    }
    html.push_str("<td class=\"right");
    if !cell.class.is_empty() {
        html.push(' ');
        html.push_str(&cell.class);
    }
    html.push_str("\">");
    if let Some((mark, meaning)) = &cell.mark {
        html.push_str("<span class=\"chart-mark\" aria-hidden=\"true\">");
        html.push_str(mark);
        html.push_str("</span> ");
        push_text(html, &cell.text);
        html.push_str("<span class=\"hidden\"> ");
        push_text(html, meaning);
        html.push_str("</span>");
    } else {
        push_text(html, &cell.text);
    }
    html.push_str("</td>");
}
