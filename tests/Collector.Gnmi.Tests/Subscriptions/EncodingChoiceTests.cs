using Collector.Gnmi.Protocol;
using Collector.Gnmi.Subscriptions;

namespace Collector.Gnmi.Tests.Subscriptions;

public class EncodingChoiceTests
{
    [Theory]
    [InlineData(null, Encoding.Json)]
    [InlineData(Encoding.Proto, Encoding.Proto)]
    public void T43_a_device_that_does_not_say_gets_what_is_configured_or_JSON(Encoding? wanted, Encoding expected)
    {
        Assert.Equal(expected, EncodingChoice.Choose(wanted, null));
        Assert.Equal(expected, EncodingChoice.Choose(wanted, []));
    }

    [Fact]
    public void T43_what_is_configured_is_used_if_the_device_has_it() =>
        Assert.Equal(Encoding.JsonIetf, EncodingChoice.Choose(Encoding.JsonIetf, [Encoding.Json, Encoding.JsonIetf]));

    [Theory]
    [InlineData(new[] { Encoding.Proto, Encoding.JsonIetf }, Encoding.JsonIetf)]
    [InlineData(new[] { Encoding.Proto }, Encoding.Proto)]
    [InlineData(new[] { Encoding.Ascii, Encoding.Json }, Encoding.Json)]
    public void T43_else_one_of_those_that_the_device_has(Encoding[] supported, Encoding expected) =>
        Assert.Equal(expected, EncodingChoice.Choose(Encoding.Bytes, supported));

    [Fact]
    public void T43_encodings_that_nobody_knows_change_nothing() => Assert.Equal(Encoding.Json, EncodingChoice.Choose(null, [(Encoding)99]));
}
