mod emit_sample;
#[test]
fn show() {
    for (path, text) in emit_sample::files(&emit_sample::sample()) {
        println!("==== {path}\n{text}");
    }
}
