//! The bundled knowledge loads and holds together, and the check notices every kind of mistake.

#[path = "knowledge/broken.rs"]
mod broken;
#[path = "knowledge/ids.rs"]
mod ids;
#[path = "knowledge/statements.rs"]
mod statements;
#[path = "knowledge/words.rs"]
mod words;

use broken::broken;
use domain::knowledge::problem::Problem;
use domain::knowledge::{BUNDLED, File, Knowledge, check};

/// One `knowledge/FILE:LINE: message` a line.
fn lines(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_bundled_knowledge_parses() {
    let problems = Knowledge::bundled().err().unwrap_or_default();
    assert!(problems.is_empty(), "{}", lines(&problems));
}

#[test]
fn the_bundled_knowledge_holds_together() {
    let problems = check::problems(BUNDLED, &Knowledge::bundled().unwrap());
    assert!(problems.is_empty(), "{} problems:\n{}", problems.len(), lines(&problems));
}

#[test]
fn a_problem_names_the_file_and_the_line() {
    let path = "rules.toml";
    let rules = BUNDLED.iter().find(|file| file.path == path).unwrap();
    let number = rules.text.lines().position(|line| line.contains("source = [\"")).unwrap() + 1;
    let text: &'static str = rules.text.replacen("source = [\"", "source = [\"no_", 1).leak();
    let files: Vec<File> =
        BUNDLED.iter().map(|file| if file.path == path { File { text, ..*file } } else { *file }).collect();
    let problems = broken::problems(&files);
    assert!(
        lines(&problems).starts_with(&format!("knowledge/rules.toml:{number}: ")),
        "{}",
        lines(&problems)
    );
}

/// In every table that says something about health, an entry without a source is noticed at the line of the source.
#[test]
fn a_statement_without_a_source() {
    let tables = [
        ("facts.toml", "fact", "id"),
        ("rules.toml", "rule", "id"),
        ("contraindications.toml", "contraindication", "id"),
        ("findings.toml", "finding", "id"),
        ("muscles.toml", "muscle", "id"),
        ("mimics.toml", "mimic", "id"),
        ("mimics.toml", "warning", "id"),
        ("techniques/strength.toml", "technique", "id"),
        ("techniques/plan_rules.toml", "caution", "id"),
        ("techniques/plan_rules.toml", "interaction", "caution"),
        ("techniques/plan_rules.toml", "stop", "id"),
        ("techniques/plan_rules.toml", "plan_rule", "id"),
        ("claims.toml", "claim", "id"),
        ("claims.toml", "faq", "id"),
        ("claims.toml", "technique_evidence", "id"),
        ("evidence.toml", "evidence", "id"),
        ("evidence.toml", "prior", "id"),
        ("care.toml", "level", "id"),
        ("care.toml", "stop_sign", "id"),
        ("care.toml", "after_session", "id"),
        ("care.toml", "limit", "id"),
        ("care.toml", "pressure", "who"),
        ("care.toml", "follow_up", "id"),
        ("care.toml", "rescreen", "id"),
        ("care.toml", "yellow_flag", "id"),
    ];
    for (path, table, id_field) in tables {
        let text = BUNDLED.iter().find(|file| file.path == path).unwrap().text;
        let header = format!("[[{table}]]\n{id_field} = \"");
        let start = text.find(&header).unwrap() + header.len();
        let id = text[start..].split('"').next().unwrap();
        assert_eq!(
            broken(path, &header, "source = [", "source = [] # ["),
            format!("{path}: {table} `{id}` has no source: name one, or our_judgement\n  at: {}", {
                let line = &text[start..];
                let line = line[line.find("source = [").unwrap()..].lines().next().unwrap();
                line.replace("source = [", "source = [] # [")
                    .chars()
                    .take(60)
                    .collect::<String>()
                    .trim_end()
                    .to_owned()
            })
        );
    }
    for table in ["safety_net", "emergency_card", "baseline", "crisis", "checked", "flare", "disclaimer"] {
        let said = broken("care.toml", &format!("[{table}]\n"), "\nsource = [", "\nsource = [] # [");
        assert!(said.starts_with(&format!("care.toml: [{table}] has no source: name one")), "{said}");
    }
}

/// Ages are asked in ranges, so no rule may draw a line inside of one.
#[test]
fn every_age_that_a_rule_names_begins_a_range() {
    let knowledge = Knowledge::bundled().unwrap();
    let age = knowledge.question(&"age".into()).unwrap();
    let begins = |age: &u64| -> bool {
        knowledge
            .question(&"age".into())
            .unwrap()
            .options
            .iter()
            .any(|range| range.id.as_str() == age.to_string())
    };
    let mut named = Vec::new();
    for file in BUNDLED {
        for line in file.text.lines().filter(|line| !line.trim_start().starts_with('#')) {
            for key in ["age_from", "age_below"] {
                let numbers = line.split(key).skip(1).map(|rest| {
                    rest.trim_start_matches([' ', '='])
                        .chars()
                        .take_while(char::is_ascii_digit)
                        .collect::<String>()
                });
                named.extend(numbers.filter_map(|number| number.parse::<u64>().ok()));
            }
        }
    }
    assert!(named.len() > 10, "the rules name ages: {named:?}");
    let inside: Vec<u64> = named.into_iter().filter(|age| !begins(age)).collect();
    assert!(inside.is_empty(), "{inside:?} lie inside of {:?}", age.options);
}
