//! What there is to show.

use std::sync::Arc;

use crate::ground::Diagnostic;
use crate::model::Asset;

/// What there is to show: articles, and files to copy.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// The paths of the content files, sorted.
    pub contents: Vec<Arc<str>>,
    /// The files to copy, sorted by path.
    pub assets: Vec<Asset>,
    /// The paths of the questionnaires of surveys, sorted.
    pub surveys: Vec<Arc<str>>,
    /// The files beside them that may be waves, sorted by path. They are never copied.
    pub waves: Vec<Asset>,
    /// What is wrong with files seen from outside.
    pub findings: Vec<Diagnostic>,
}
