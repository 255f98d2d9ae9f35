//! Small documents in flow style.

/// A document with these paths, in flow style.
pub fn document(paths: &str) -> String {
    format!("openapi: 3.1.0\ninfo: {{title: T, version: 1.0.0}}\npaths: {{{paths}}}\n")
}

/// `GET /things` with this answer.
pub fn answer(schema: &str) -> String {
    document(&format!(
        "/things: {{get: {{responses: {{'200': {{description: d, content: {{application/json: {{schema: {schema}}}}}}}}}}}}}"
    ))
}

/// `POST /things` with this body.
pub fn body(schema: &str) -> String {
    document(&format!(
        "/things: {{post: {{requestBody: {{required: true, content: {{application/json: {{schema: {schema}}}}}}}, responses: {{'200': {{description: d}}}}}}}}"
    ))
}

/// `PUT /things` with this body, which is answered as well.
pub fn both(schema: &str) -> String {
    let content = format!("{{application/json: {{schema: {schema}}}}}");
    document(&format!(
        "/things: {{put: {{requestBody: {{required: true, content: {content}}}, responses: {{'200': {{description: d, content: {content}}}}}}}}}"
    ))
}

/// `GET /things` with these query parameters.
pub fn query(parameters: &str) -> String {
    document(&format!(
        "/things: {{get: {{parameters: [{parameters}], responses: {{'200': {{description: d}}}}}}}}"
    ))
}

/// A schema of these properties.
pub fn object(properties: &str) -> String {
    format!("{{type: object, properties: {{{properties}}}}}")
}
