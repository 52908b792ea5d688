"""Says what a JSON schema finds in YAML files, as editors would: JSON on standard output, a list of messages for each file."""
import json
import sys

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """Leaves dates as the text that they are to YAML's core schema."""


Loader.yaml_implicit_resolvers = {
    letter: [(tag, expression) for tag, expression in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

schema = json.load(open(sys.argv[1], encoding="utf-8"))
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
found = {}
for path in sys.argv[2:]:
    with open(path, encoding="utf-8") as text:
        found[path] = [f"{'/'.join(map(str, error.path))}: {error.message}" for error in validator.iter_errors(yaml.load(text, Loader) or {})]
print(json.dumps(found))
