using System.Reflection;
using System.Xml.Linq;

namespace Collector.Daemon.Tests.Architecture;

/// <summary>Projects refer to each other in a star around Pipeline. A project exists to forbid a reference, so this is what projects are for.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly Dictionary<string, string[]> Star = new(StringComparer.Ordinal)
    {
        ["Collector.Pipeline"] = [],
        ["Collector.Snmp"] = ["Collector.Pipeline"],
        ["Collector.Grpc"] = [],
        ["Collector.Gnmi"] = ["Collector.Grpc", "Collector.Pipeline"],
        ["Collector.Export"] = ["Collector.Pipeline"],
        ["Collector.Simulator"] = ["Collector.Gnmi", "Collector.Grpc", "Collector.Snmp"],
        ["Collector.Daemon"] = ["Collector.Export", "Collector.Gnmi", "Collector.Grpc", "Collector.Pipeline", "Collector.Simulator", "Collector.Snmp"],
    };

    public static TheoryData<string> Projects => [.. Star.Keys];

    [Fact]
    public void Every_project_has_its_place_in_the_star() =>
        Assert.Equal(Star.Keys.Order(), Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src"), "Collector.*").Select(folder => Path.GetFileName(folder)!).Order());

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_file_names_only_the_projects_of_its_place(string project) =>
        Assert.Equal(Star[project], Items(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path)).Order());

    [Theory]
    [MemberData(nameof(Projects))]
    public void An_assembly_uses_only_what_its_place_allows(string project)
    {
        var reachable = new HashSet<string>(StringComparer.Ordinal);
        Reach(project, reachable);
        var used = Load(project).GetReferencedAssemblies().Select(assembly => assembly.Name!).Where(name => name.StartsWith("Collector.", StringComparison.Ordinal));
        Assert.Subset(reachable, used.ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public void Only_the_daemon_and_the_server_side_of_gRPC_know_a_web_server()
    {
        var withFramework = Star.Keys.Where(project => Items(project, "FrameworkReference").Any() || Sdk(project) != "Microsoft.NET.Sdk");
        Assert.Equal(["Collector.Daemon", "Collector.Grpc"], withFramework.Order());
    }

    private static void Reach(string project, HashSet<string> reachable)
    {
        foreach (var referenced in Star[project])
        {
            if (reachable.Add(referenced)) Reach(referenced, reachable);
        }
    }

    private static Assembly Load(string project) => Assembly.Load(project == "Collector.Daemon" ? "collector" : project);

    private static IEnumerable<string> Items(string project, string kind) =>
        ProjectFile(project).Descendants(kind).Select(item => item.Attribute("Include")!.Value.Replace('\\', '/'));

    private static string? Sdk(string project) => ProjectFile(project).Attribute("Sdk")?.Value;

    private static XElement ProjectFile(string project) => XElement.Load(Path.Combine(Repository.Root, "src", project, $"{project}.csproj"));
}
