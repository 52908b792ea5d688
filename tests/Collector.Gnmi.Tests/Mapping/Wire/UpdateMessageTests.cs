using Collector.Gnmi.Mapping.Values;
using Collector.Gnmi.Mapping.Wire;
using Collector.Gnmi.Protocol;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;

namespace Collector.Gnmi.Tests.Mapping.Wire;

public sealed class UpdateMessageTests
{
    private static readonly uint[] Types = [Fields.TypedValue.Uint, Fields.TypedValue.Int, Fields.TypedValue.Double];

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(200)] // a length of two octets
    [InlineData(20_000)] // of three: not compared
    public void A_number_of_a_known_path_and_type_is_read_by_comparison(int nameLength)
    {
        var path = new Protocol.Path { Elem = { new PathElem { Name = new string('x', nameLength) } } };
        foreach (var (value, bits) in new (TypedValue, ulong)[] { (new() { UintVal = 1_000_000_000_000 }, 1_000_000_000_000), (new() { IntVal = 7 }, 7), (new() { DoubleVal = 0.5 }, BitConverter.DoubleToUInt64Bits(0.5)) })
        {
            var message = new Update { Path = path, Val = value }.ToByteArray();
            foreach (var type in Types)
            {
                var isRead = UpdateMessage.TryReadNumber(message, path.ToByteArray(), type, out var read);
                Assert.Equal(nameLength < 16_000 && type == TypeOf(value), isRead);
                if (isRead) Assert.Equal(bits, read);
            }

            Assert.False(UpdateMessage.TryReadNumber(message, [], TypeOf(value), out _));
            Assert.False(UpdateMessage.TryReadNumber(message, path.ToByteArray().AsSpan(1), TypeOf(value), out _));
        }
    }

    [Fact]
    public void What_is_more_than_a_path_and_a_number_is_for_somebody_else()
    {
        var path = new Protocol.Path { Elem = { new PathElem { Name = "mtu" } } };
        var message = new Update { Path = path, Val = new TypedValue { UintVal = 1500 }, Duplicates = 3 };
        Assert.False(UpdateMessage.TryReadNumber(message.ToByteArray(), path.ToByteArray(), Fields.TypedValue.Uint, out _));
    }

    /// <summary>Whatever a device sends: where the short way gives a number, the long way gives the same.</summary>
    [Fact]
    public void The_short_way_never_differs_from_the_long_one() => Prop.ForAll<ulong, byte[]>((value, random) =>
    {
        var (type, place, octet) = (At(random, 0), At(random, 1), At(random, 2));
        var path = new Protocol.Path { Elem = { new PathElem { Name = "mtu" } } };
        var sent = (type % 3) switch { 0 => new TypedValue { UintVal = value }, 1 => new TypedValue { IntVal = (long)value }, _ => new TypedValue { DoubleVal = value } };
        var message = new Update { Path = path, Val = sent }.ToByteArray();
        message[place % message.Length] = octet;
        foreach (var wanted in Types)
        {
            if (!UpdateMessage.TryReadNumber(message, path.ToByteArray(), wanted, out var bits)) continue;
            Assert.True(UpdateMessage.TryRead(message, out var update));
            Assert.True(update.Path.SequenceEqual(path.ToByteArray()));
            Assert.Equal(0u, update.Duplicates);
            Assert.Equal(TypedValueReader.Outcome.Value, TypedValueReader.Read(update.Value, out var read, out _, out _));
            Assert.Equal(bits, read.Bits);
        }
    }).AlwaysHolds();

    private static byte At(byte[] random, int place) => place < random.Length ? random[place] : (byte)0;

    private static uint TypeOf(TypedValue value) => value.ValueCase switch
    {
        TypedValue.ValueOneofCase.UintVal => Fields.TypedValue.Uint,
        TypedValue.ValueOneofCase.IntVal => Fields.TypedValue.Int,
        _ => Fields.TypedValue.Double,
    };
}
