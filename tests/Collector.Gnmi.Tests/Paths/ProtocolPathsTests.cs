using Collector.Gnmi.Paths;

namespace Collector.Gnmi.Tests.Paths;

public sealed class ProtocolPathsTests
{
    [Fact]
    public void A_path_becomes_a_message_and_a_path_again()
    {
        Assert.True(PathText.TryParse("openconfig:/interfaces/interface[z=1][name=*]/.../state", out var path, out _));

        var message = path.ToProtocol("edge1");

        Assert.Equal("edge1", message.Target);
        Assert.Equal("openconfig", message.Origin);
        Assert.Equal("*", message.Elem[1].Key["name"]);
        Assert.Equal(path, message.ToGnmiPath());
    }

    [Fact]
    public void T16_the_deprecated_element_is_read_where_there_is_no_other()
    {
#pragma warning disable CS0612
        var message = new Protocol.Path { Element = { "a", "b" } };
#pragma warning restore CS0612

        Assert.Equal("/a/b", message.ToGnmiPath().ToString());
    }

    [Fact]
    public void T15_the_order_of_keys_does_not_matter()
    {
        var one = new Protocol.Path { Elem = { new Protocol.PathElem { Name = "a", Key = { { "x", "1" }, { "b", "2" } } } } };
        var other = new Protocol.Path { Elem = { new Protocol.PathElem { Name = "a", Key = { { "b", "2" }, { "x", "1" } } } } };

        Assert.Equal(one.ToGnmiPath(), other.ToGnmiPath());
        Assert.Equal(one.ToGnmiPath().GetHashCode(), other.ToGnmiPath().GetHashCode());
    }
}
