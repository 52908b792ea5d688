using Collector.Interop.Tests.Peers;
using Collector.Testing;
using k8s;
using k8s.Models;

namespace Collector.Interop.Tests.Deploy;

/// <summary>What containers are given is something that the daemon and Kubernetes take.</summary>
public sealed class ContainerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_daemon_takes_the_configuration_of_the_compose_file() =>
        await IsTakenAsync(await File.ReadAllTextAsync(Docs.Path("deploy", "docker", "collector.yml")));

    [Fact]
    public async Task Kubernetes_knows_every_field_and_the_daemon_takes_the_configuration_in_it()
    {
        var objects = KubernetesYaml.LoadAllFromString(await File.ReadAllTextAsync(Docs.Path("deploy", "kubernetes", "collector.yml")), strict: true);
        Assert.Equal(["V1ConfigMap", "V1Service", "V1ServiceAccount", "V1StatefulSet"], objects.Select(item => item.GetType().Name).Order(StringComparer.Ordinal));

        var data = objects.OfType<V1ConfigMap>().Single().Data;
        _folder.Write("targets.yml", data["targets.yml"]);
        _folder.Write("snmp.yml", "auths: { mine: { version: 2, community: c } }\nmodules: {}");
        await IsTakenAsync(data["collector.yml"].Replace("@ORDINAL@", "0", StringComparison.Ordinal).Replace("/config/", "", StringComparison.Ordinal).Replace("/snmp/", "", StringComparison.Ordinal));

        var set = objects.OfType<V1StatefulSet>().Single().Spec;
        Assert.Contains($"modulus: {set.Replicas}", data["collector.yml"], StringComparison.Ordinal);
        Assert.All(set.Template.Spec.Containers.Single().VolumeMounts, mount => Assert.Contains(mount.Name, set.Template.Spec.Volumes.Select(volume => volume.Name).Concat(set.VolumeClaimTemplates.Select(claim => claim.Metadata.Name))));
    }

    [Fact]
    public async Task A_changed_ConfigMap_reaches_the_pod_with_its_number_in_it()
    {
        var container = KubernetesYaml.LoadAllFromString(await File.ReadAllTextAsync(Docs.Path("deploy", "kubernetes", "collector.yml"))).OfType<V1StatefulSet>().Single().Spec.Template.Spec.Containers.Single();
        Assert.All(container.VolumeMounts, mount => Assert.Null(mount.SubPath));
        _folder.Write("config/collector.yml", "{}");
        _folder.Write("tmp/none", "");
        var seen = _folder["tmp/collector.yml"];
        var script = container.Command[^1].Replace("/tmp/", _folder["tmp/"], StringComparison.Ordinal).Replace("/config/", _folder["config/"], StringComparison.Ordinal).Replace("sleep 15", "sleep 0.1", StringComparison.Ordinal);
        var collector = script.LastIndexOf("exec ", StringComparison.Ordinal);
        // In the collector's place: changes the ConfigMap once it is there itself, and waits until it sees that.
        script = $"HOSTNAME=collector-7\n{script[..collector]}grep -q '{{}}' {seen} && echo 'shard: @ORDINAL@' > {_folder["config/next"]} && mv {_folder["config/next"]} {_folder["config/collector.yml"]}\n"
            + $"until grep -q 'shard: 7' {seen}; do sleep 0.1; done\nkill $!";

        var (code, output, errors) = await PeerProcess.RunAsync("/bin/sh", ["-c", script]);

        Assert.True(code == 0, output + errors);
    }

    private async Task IsTakenAsync(string configuration)
    {
        var (code, output, errors) = await CollectorProgram.RunAsync("check", "--config", _folder.Write("collector.yml", configuration));
        Assert.True(code == 0, output + errors);
    }
}
