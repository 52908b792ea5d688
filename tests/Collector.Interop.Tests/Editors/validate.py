"""Says what a JSON schema finds in YAML texts, as editors would: a schema and a list of texts in, a list of messages for each text out, all of it JSON."""
import json
import sys

import jsonschema
import yaml


class Loader(yaml.SafeLoader):
    """Leaves dates and keys as the text that they are to editors."""

    def construct_mapping(self, node, deep=False):
        self.flatten_mapping(node)
        return {key.value: self.construct_object(value, deep=True) for key, value in node.value}


Loader.yaml_implicit_resolvers = {
    letter: [(tag, expression) for tag, expression in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_constructor("tag:yaml.org,2002:map", Loader.construct_mapping)

schema = json.load(open(sys.argv[1], encoding="utf-8"))
jsonschema.Draft7Validator.check_schema(schema)
validator = jsonschema.Draft7Validator(schema)
print(json.dumps([
    [f"{'/'.join(map(str, error.path))}: {error.message[:300]}" for error in validator.iter_errors(yaml.load(text, Loader) or {})]
    for text in json.load(open(sys.argv[2], encoding="utf-8"))
]))
