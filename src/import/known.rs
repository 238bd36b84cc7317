//! Words that tools and people write everywhere: what does not apply, what was not ticked, what a
//! heading gives away.

/// What stands for "it does not apply" or "I do not know".
pub(super) const NOT_APPLICABLE: &[&str] = &[
    "n/a",
    "na",
    "no aplica",
    "no sabe",
    "no sé",
    "no se",
    "ns/nc",
    "ns / nc",
    "no contesta",
    "no sabe / no contesta",
    "not applicable",
    "don't know",
    "i don't know",
    "do not know",
    "prefiero no decirlo",
    "prefer not to say",
    "no answer",
    "does not apply",
    "weiß nicht",
    "keine angabe",
];
/// What tools write for a question that was seen and not answered.
pub(super) const UNANSWERED: &str = "-99";
/// What stands in the column of a choice that was ticked.
pub(super) const TICKED: &[&str] =
    &["1", "y", "yes", "sí", "si", "x", "true", "verdadero", "ja", "oui", "sim", "selected"];
/// What stands in the column of a choice that was not.
pub(super) const UNTICKED: &[&str] =
    &["0", "n", "no", "false", "falso", "nein", "non", "não", "not selected"];

/// What stands over a column in which people write what is not among the choices.
pub(super) const OTHERS: &[&str] = &[
    "other",
    "other (please specify)",
    "comments:",
    "comment",
    "otro",
    "otra",
    "otros",
    "otras",
    "otro (especifique)",
    "comentarios:",
    "comentario",
    "sonstiges",
    "altres",
    "outro",
];

/// Headings that only tell how the tool took the answers.
pub(super) const TOOL: &[&str] = &[
    "timestamp",
    "marca temporal",
    "marca de temps",
    "carimbo de data/hora",
    "horodateur",
    "zeitstempel",
    "id",
    "response id",
    "respondent id",
    "answer id",
    "antwort id",
    "id de respuesta",
    "collector id",
    "collectorid",
    "respondentid",
    "start date",
    "end date",
    "date created",
    "date modified",
    "startdate",
    "enddate",
    "recordeddate",
    "submitdate",
    "startlanguage",
    "seed",
    "token",
    "lastpage",
    "datestamp",
    "refurl",
    "interviewtime",
    "status",
    "progress",
    "duration (in seconds)",
    "finished",
    "responseid",
    "externalreference",
    "distributionchannel",
    "userlanguage",
    "#",
    "network id",
    "response type",
    "tags",
    "ending",
    "start date (utc)",
    "stage date (utc)",
    "submit date (utc)",
    "start time",
    "completion time",
    "hora de inicio",
    "hora de finalización",
    "last modified time",
    "hora de la última modificación",
    "language",
    "idioma",
    "custom data 1",
    "fecha de inicio",
    "fecha de finalización",
    "fecha de envío",
];

/// Words of headings under which people say who they are, however long the heading.
pub(super) const TELLING: &[&str] = &[
    "email",
    "e-mail",
    "mail",
    "correo",
    "telefono",
    "phone",
    "celular",
    "whatsapp",
    "dni",
    "nif",
    "cuit",
    "cuil",
    "curp",
    "cedula",
    "pasaporte",
    "passport",
    "ssn",
    "ipaddress",
    "ipaddr",
    "latitude",
    "longitude",
    "latitud",
    "longitud",
    "locationlatitude",
    "locationlongitude",
    "recipientemail",
    "recipientfirstname",
    "recipientlastname",
    "apellido",
    "apellidos",
    "surname",
];
/// Words that tell it only where they are nearly the whole heading.
pub(super) const TELLING_ALONE: &[&str] = &[
    "ip",
    "nombre",
    "name",
    "address",
    "direccion",
    "domicilio",
    "usuario",
    "username",
    "movil",
    "rut",
    "nie",
    "firstname",
    "lastname",
    "nacimiento",
    "birthday",
];

/// Tells whether a cell stands in a list, whatever its case.
pub(super) fn is_in(list: &[&str], cell: &str) -> bool {
    list.contains(&cell.trim().to_lowercase().as_str())
}

/// Tells whether an empty value, or one that does not count.
pub(super) fn is_nothing(cell: &str) -> bool {
    let cell = cell.trim();
    cell.is_empty() || cell == UNANSWERED || is_in(NOT_APPLICABLE, cell)
}
