//! The bundled knowledge loads and holds together.

use domain::knowledge::Knowledge;

#[test]
fn the_bundled_knowledge_parses() {
    let problems = Knowledge::bundled().err().unwrap_or_default();
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{}", lines.join("\n"));
}

#[test]
fn the_bundled_knowledge_holds_together() {
    let knowledge = Knowledge::bundled().unwrap();
    let problems = domain::knowledge::check::problems(domain::knowledge::BUNDLED, &knowledge);
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{} problems\n{}", lines.len(), lines.join("\n"));
}
