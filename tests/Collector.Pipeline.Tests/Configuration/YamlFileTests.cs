using System.Text;
using Collector.Pipeline.Configuration;

namespace Collector.Pipeline.Tests.Configuration;

public class YamlFileTests
{
    [Theory]
    [InlineData("a: 1\nb: [x, 'y']\nc: {d: ~}\n", "{a:1,b:[x,'y'],c:{d:~}}")]
    [InlineData("- one\n- two: 2\n", "[one,{two:2}]")]
    [InlineData("", "~")]
    [InlineData("# only a comment\n", "~")]
    [InlineData("---\na: |\n  x\n  y\n", "{a:'x\ny\n'}")]
    [InlineData("a: !!str 5\nb: !!int \"5\"\n", "{a:'5',b:5}")]
    [InlineData("a: \"\"\nb: 'null'\n", "{a:'',b:'null'}")]
    public void A_document_becomes_a_tree(string text, string shape) => Assert.Equal(shape, Yaml.Shape(Yaml.Valid(text)));

    [Theory]
    [InlineData("""[{"targets":["192.0.2.1","[2001:db8::1]:161"],"labels":{"site":"ams1","n":1,"ok":true,"none":null}}]""",
        "[{targets:['192.0.2.1','[2001:db8::1]:161'],labels:{site:'ams1',n:1,ok:true,none:~}}]")]
    [InlineData("[\n\t{\n\t\t\"targets\" : [ \"a\" ] ,\n\t\t\"labels\":{}\n\t}\n]\n", "[{targets:['a'],labels:{}}]")]
    [InlineData("""{"a":"tab\tquote\"slash\/ \u00e9 \ud83d\ude00"}""", "{a:'tab\tquote\"slash/ é 😀'}")]
    [InlineData("{}", "{}")]
    [InlineData("[]", "[]")]
    public void JSON_is_YAML(string text, string shape) => Assert.Equal(shape, Yaml.Shape(Yaml.Valid(text)));

    [Fact]
    public void A_file_that_is_too_large_is_not_read()
    {
        var path = Path.GetTempFileName();
        try
        {
            using (var file = File.OpenWrite(path)) file.SetLength(YamlFile.MostBytes + 1); // takes no room on the disk
            var problems = new ConfigurationProblems();
            Assert.Null(YamlFile.Load(path, problems));
            Assert.Equal($"{path}: is larger than 64 MB", problems.ToString());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_node_knows_its_line_and_column()
    {
        var root = (YamlMapping)Yaml.Valid("a: 1\nbig:\n  - x\n  - {k: v}\n");
        var list = (YamlSequence)root.Find("big")!;
        Assert.Equal("f.yml:2:1", root.Entries[1].Key.Position.ToString());
        Assert.Equal("f.yml:4:5", list.Items[1].Position.ToString());
    }

    [Fact]
    public void An_alias_is_the_node_of_its_anchor()
    {
        var root = (YamlMapping)Yaml.Valid("a: &x [1, 2]\nb: *x\nc: &y {d: *x}\ne: *y\n");
        Assert.Same(root.Find("a"), root.Find("b"));
        Assert.Equal("{a:[1,2],b:[1,2],c:{d:[1,2]},e:{d:[1,2]}}", Yaml.Shape(root));
    }

    [Theory]
    [InlineData("base: &b {x: 1, y: 2}\nz:\n  <<: *b\n  y: 3\n", "{base:{x:1,y:2},z:{y:3,x:1}}")]
    [InlineData("a: &a {x: 1}\nb: &b {x: 2, y: 2}\nz: {<<: [*a, *b], q: 0}\n", "{a:{x:1},b:{x:2,y:2},z:{q:0,x:1,y:2}}")]
    [InlineData("a: &a {x: 1}\nb: &b {<<: *a, y: 2}\nz: {<<: *b}\n", "{a:{x:1},b:{y:2,x:1},z:{y:2,x:1}}")]
    [InlineData("z: {\"<<\": 1}\n", "{z:{<<:1}}")]
    public void Merge_keys_fill_what_is_not_written(string text, string shape) => Assert.Equal(shape, Yaml.Shape(Yaml.Valid(text)));

    [Theory]
    [InlineData("a: 1\nb: 2\na: 3\n", "f.yml:3:1: key \"a\" is already at line 1")]
    [InlineData("a: {b: 1, c: 2, 'b': 3}\n", "f.yml:1:17: key \"b\" is already at line 1")]
    [InlineData("a: {<<: [1]}\n", "f.yml:1:5: << merges mappings, and this is a single value")]
    [InlineData("? [1, 2]\n: x\n", "f.yml:1:3: a list cannot be a key")]
    [InlineData("a: 1\n---\nb: 2\n", "f.yml:2:1: a second document begins here; one file holds one document")]
    [InlineData("a: *nowhere\n", "f.yml:1:4: an alias to no anchor before it; text that begins with * needs quotes")]
    [InlineData("a: &x [1, *x]\n", "f.yml:1:11: an alias to no anchor before it; text that begins with * needs quotes")]
    [InlineData("a: !!python/object:os.system x\n", "f.yml:1:4: this tag has no meaning here; text that begins with ! needs quotes")]
    [InlineData("a: !secret x\n", "f.yml:1:4: this tag has no meaning here; text that begins with ! needs quotes")]
    public void What_cannot_be_meant_is_refused_where_it_stands(string text, string problem) => Assert.Equal(problem, Yaml.Problems(text));

    [Theory]
    [InlineData("a: [1, 2\nb: 3\n")]
    [InlineData("a: 1\n\tb: 2\n")]
    [InlineData("a: 'no end\n")]
    [InlineData("a: \"\\q\"\n")]
    [InlineData("%YAML 9.9\n---\na: 1\n")]
    [InlineData("a: b: c\n")]
    [InlineData("{\"a\":}}")]
    public void A_syntax_error_has_a_position(string text)
    {
        var (root, problems) = Yaml.Load(text);
        Assert.Null(root);
        Assert.True(Assert.Single(problems).Position.Line > 0);
    }

    [Fact]
    public void Every_duplicate_of_a_long_mapping_is_found()
    {
        var text = string.Concat(Enumerable.Range(0, 100).Select(i => $"k{i}: {i}\n")) + "k7: x\nk99: x\n";
        Assert.Equal("f.yml:101:1: key \"k7\" is already at line 8\nf.yml:102:1: key \"k99\" is already at line 100", Yaml.Problems(text));
    }

    [Fact]
    public void Nesting_is_bounded()
    {
        var text = new string('[', 200_000);
        Assert.Equal($"f.yml:1:{YamlTreeBuilder.DeepestNesting + 1}: more than {YamlTreeBuilder.DeepestNesting} levels of nesting", Yaml.Problems(text));
    }

    [Fact]
    public void An_alias_bomb_does_not_go_off()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 20; i++) text.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 9))}]\n");
        Assert.Contains($"aliases expand to more than {YamlTreeBuilder.MostAliasedNodes} nodes", Yaml.Problems(text.ToString()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_a_problem()
    {
        var problems = new ConfigurationProblems();
        Assert.Null(YamlFile.Load("/nonexistent/x.yml", problems));
        Assert.StartsWith("/nonexistent/x.yml: does not exist, nor does the folder /nonexistent", problems.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Invalid_UTF8_is_a_problem()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, [.. "a: "u8, 0xFF, 0xFE, .. "\n"u8]);
            var problems = new ConfigurationProblems();
            Assert.Null(YamlFile.Load(path, problems));
            Assert.Equal($"{path}: is not valid UTF-8", problems.ToString());
        }
        finally
        {
            File.Delete(path);
        }
    }
}
