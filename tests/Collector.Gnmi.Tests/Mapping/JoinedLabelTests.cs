using Collector.Gnmi.Configuration;
using Collector.Gnmi.Mapping.Joins;
using Collector.Gnmi.Mapping.Rules;
using Collector.Gnmi.Protocol;
using Collector.Testing;
using Collector.Testing.Gnmi;
using static Collector.Testing.Gnmi.GnmiMessages;

namespace Collector.Gnmi.Tests.Mapping;

/// <summary>Values of one leaf as labels of its siblings: an interface's description on its counters.</summary>
public sealed class JoinedLabelTests
{
    private readonly GnmiStream _stream = new(mapping: new MappingOptions { Joins = [new JoinOptions("description", LeafPattern.Parse("/interfaces/interface/state/description"))] });

    [Fact]
    public void The_text_is_on_every_row_below_the_same_keys_whoever_comes_first()
    {
        Count("e1", 1);
        Describe("e1", 0, "uplink");
        Describe("e2", 0, "customer \"x\"");
        Count("e2", 2);
        Assert.Equal(
            [Series("e1", ",description=\"uplink\""), Series("e2", ",description=\"customer \\\"x\\\"\"")],
            _stream.Read().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_text_that_changes_changes_the_labels_and_one_that_is_deleted_ends_them()
    {
        Count("e1", 1);
        Describe("e1", 0, "old");
        Describe("e1", 1, "new");
        Assert.Equal(Series("e1", ",description=\"new\""), Assert.Single(_stream.Read()).Key);
        _stream.Now += 5_000_000_000;
        _stream.Send(At(2).Delete("/interfaces/interface[name=e1]/state/description"));
        Assert.Equal(Series("e1", ""), Assert.Single(_stream.Read()).Key);
    }

    [Fact]
    public void A_text_outlives_the_deletion_of_its_siblings()
    {
        Describe("e1", 0, "uplink");
        Count("e1", 1);
        _stream.Now += 5_000_000_000;
        _stream.Send(At(2).Delete("/interfaces/interface[name=e1]/state/counters"));
        Assert.Empty(_stream.Read());
        Count("e1", 3);
        Assert.Equal(Series("e1", ",description=\"uplink\""), Assert.Single(_stream.Read()).Key);
    }

    [Fact]
    public void An_update_of_a_counter_allocates_nothing_with_joined_labels_either()
    {
        Count("e1", 1);
        Describe("e1", 0, "uplink");
        var message = Google.Protobuf.MessageExtensions.ToByteArray(new SubscribeResponse { Update = At(0, "/interfaces/interface[name=e1]").Update("state/counters/in-octets", 5) });
        Assert.Equal(0, Allocations.InSteadyState(() => _stream.Sink.Apply(message, _stream.Now)));
    }

    private static string Series(string name, string labels) => $"interfaces_interface_state_counters_in_octets{{subscription_name=\"ifc\",interface_name=\"{name}\"{labels}}}";

    private void Count(string name, double seconds) => _stream.Send(At(seconds).Update($"/interfaces/interface[name={name}]/state/counters/in-octets", 1));

    private void Describe(string name, double seconds, string text) =>
        _stream.Send(At(seconds).Update($"/interfaces/interface[name={name}]/state/description", new TypedValue { StringVal = text }));
}
