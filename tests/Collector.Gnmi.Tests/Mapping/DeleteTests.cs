using Collector.Testing.Gnmi;
using static Collector.Testing.Gnmi.GnmiMessages;

namespace Collector.Gnmi.Tests.Mapping;

/// <summary>What deletes and atomic notifications end.</summary>
public sealed class DeleteTests
{
    private readonly GnmiStream _stream = new();

    [Fact]
    public void T32_deletes_apply_before_the_updates_of_the_same_notification()
    {
        Send(At(0).Update("/a/b[k=1]/x", 1).Update("/a/b[k=1]/y", 1));
        Send(At(1).Update("/a/b[k=1]/x", 2).Delete("/a/b[k=1]"));
        Assert.Equal(2, Assert.Single(_stream.Read()).Value);
    }

    [Theory]
    [InlineData("/interfaces/interface[name=e0]", 3)] // a branch
    [InlineData("/interfaces/interface[name=*]/state/counters/in-octets", 4)] // a wildcard key
    [InlineData("/interfaces/interface/state/counters/in-octets", 4)] // a key left out
    [InlineData("/interfaces/interface[name=*]/state/*/in-octets", 4)] // a wildcard name
    [InlineData("/interfaces/.../in-octets", 4)] // any depth
    [InlineData("/interfaces/interface[name=e0]/state/mtu", 5)]
    [InlineData("/interfaces/interface[name=e9]", 6)]
    [InlineData("/interfaces/interface[other=e0]", 6)] // no such key
    [InlineData("/interfaces/interface[name=e0]/state/counters/in-octets/deeper", 6)]
    [InlineData("openconfig-interfaces:interfaces/interface[name=e0]", 3)] // a module's name does not matter
    [InlineData("openconfig:/interfaces/interface[name=e0]", 3)] // T12: no origin is openconfig
    [InlineData("native:/interfaces", 6)]
    [InlineData("/", 0)]
    public void T33_a_delete_ends_everything_that_it_means(string path, int left)
    {
        foreach (var name in new[] { "e0", "e1" })
        {
            Send(At(0, $"/interfaces/interface[name={name}]").Update("state/counters/in-octets", 1).Update("state/counters/out-octets", 1).Update("state/mtu", 1));
        }

        Send(At(1).Delete(path));
        Assert.Equal(left, _stream.Read().Count);
        Assert.Equal(left, _stream.History.Series);
        Assert.Equal(1, _stream.History.Deletes);
    }

    [Fact]
    public void T33_the_prefix_is_part_of_a_delete()
    {
        Send(At(0).Update("/interfaces/interface[name=Ethernet0/1]/state/mtu", 1).Update("/interfaces/interface[name=Ethernet0/2]/state/mtu", 2));
        Send(At(1, "/interfaces").Delete("interface[name=Ethernet0/1]"));
        Assert.Equal(2, Assert.Single(_stream.Read()).Value);
    }

    [Fact]
    public void A_row_that_was_deleted_comes_back_with_its_next_update()
    {
        var update = At(0).Update("/a/b[k=1]/x", 1);
        Send(update);
        Send(At(1).Delete("/a/b[k=1]"));
        Send(At(2).Update("/a/b[k=2]/x", 5)); // takes the slot
        update.Timestamp = At(3).Timestamp;
        Send(update);
        Assert.Equal([1.0, 5], _stream.Read().Values.Order());
    }

    [Fact]
    public void T34_a_delete_that_is_older_than_the_leaf_does_not_end_it()
    {
        Send(At(5).Update("/a/b", 1));
        Send(At(4).Delete("/a"));
        Send(At(5).Delete("/a"));
        Assert.Single(_stream.Read());
        Send(At(6).Delete("/a"));
        Assert.Empty(_stream.Read());
    }

    [Fact]
    public void T35_a_delete_of_the_root_ends_the_tree_of_one_target_and_origin()
    {
        foreach (var (target, origin) in new[] { ("x", ""), ("y", ""), ("x", "native:") })
        {
            var update = At(0, $"{origin}/a").Update("b", 1);
            update.Prefix.Target = target;
            Send(update);
        }

        var delete = At(1).Delete("/");
        delete.Prefix = new Gnmi.Protocol.Path { Target = "x" };
        Send(delete);
        Assert.Equal(["a_b{subscription_name=\"ifc\",target=\"y\"}", "native_a_b{subscription_name=\"ifc\",target=\"x\"}"], _stream.Read().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void T37_an_atomic_notification_is_all_there_is_below_its_prefix()
    {
        Send(At(1, "/a/b").Update("c/d", 1).Update("c/e", 1).Atomic());
        Send(At(2, "/a/b").Update("c/e", 2).Atomic());
        Assert.Equal("a_b_c_e{subscription_name=\"ifc\"}", Assert.Single(_stream.Read()).Key);

        Send(At(3).Update("/a/x", 1).Update("/y", 1));
        Send(At(4, "/a").Update("b/c/d", 3).Atomic());
        Assert.Equal(["a_b_c_d{subscription_name=\"ifc\"}", "y{subscription_name=\"ifc\"}"], _stream.Read().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void T37_a_delete_of_one_leaf_of_an_atomic_container_ends_all_of_it()
    {
        Send(At(1, "/a/b").Update("c/d", 1).Update("c/e", 1).Atomic());
        Send(At(2).Delete("/a/b/c/d"));
        Assert.Empty(_stream.Read());
    }

    [Fact]
    public void T37_an_update_that_is_not_atomic_lets_the_leaves_go_their_own_ways()
    {
        Send(At(1, "/a/b").Update("c/d", 1).Update("c/e", 1).Atomic());
        Send(At(2, "/a/b").Update("f/g", 1));
        Assert.Equal(3, _stream.Read().Count);
        Send(At(3).Delete("/a/b/c/d"));
        Assert.Equal(2, _stream.Read().Count);
    }

    private void Send(Gnmi.Protocol.Notification notification)
    {
        _stream.Now = Math.Max(_stream.Now, notification.Timestamp);
        _stream.Send(notification);
    }
}
