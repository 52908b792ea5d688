using Collector.Snmp.Mapping.Rows;
using Collector.Snmp.Messages;
using Collector.Testing;
using Collector.Testing.Gnmi;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Snmp.Tests.Mapping.Rows;

public sealed class LookupValuesTests
{
    private static readonly Gen<(int Act, int Slot, SmiType Type, byte[] Octets)[]> Scripts =
        (from act in Gen.Choose(0, 9)
         from slot in Gen.Choose(0, 100)
         from type in Gen.Elements(SmiType.OctetString, SmiType.Integer32)
         from length in Gen.Choose(0, 40)
         from octets in Gen.Choose(0, 255).Select(octet => (byte)octet).ArrayOf(length)
         select (act, slot, type, octets)).ArrayOf();

    [Fact]
    public void Values_are_kept_as_in_a_dictionary_and_changes_are_reported() =>
        Check.One(Properties.Config(300, size: 200), Prop.ForAll(Scripts.ToArbitrary(), script =>
        {
            var values = new LookupValues();
            var model = new Dictionary<int, (SmiType Type, byte[] Octets)>();
            var seen = new HashSet<int>();
            foreach (var (act, slot, type, octets) in script)
            {
                switch (act)
                {
                    case 0:
                        values.BeginPoll();
                        seen.Clear();
                        break;
                    case 1:
                        Assert.Equal(model.Remove(slot), values.Clear(slot));
                        break;
                    default:
                        var isNew = !model.TryGetValue(slot, out var known) || known.Type != type || !known.Octets.SequenceEqual(octets);
                        Assert.Equal(isNew, values.Update(slot, new SnmpValue(type, octets)));
                        Assert.False(values.Update(slot, new SnmpValue(type, octets)));
                        model[slot] = (type, octets);
                        seen.Add(slot);
                        break;
                }

                for (var row = 0; row <= 100; row++)
                {
                    Assert.Equal(model.TryGetValue(row, out var expected), values.TryGet(row, out var actual));
                    if (expected.Octets is null) continue;
                    Assert.Equal(expected.Type, actual.Type);
                    Assert.True(actual.Content.SequenceEqual(expected.Octets));
                }

                for (var row = 0; row <= 100; row++)
                    Assert.Equal(seen.Contains(row), row >> 6 < values.Seen.Length && (values.Seen[row >> 6] >> row & 1) != 0);
            }
        }));

    [Fact]
    public void A_value_that_changes_in_every_poll_does_not_make_it_grow()
    {
        var values = new LookupValues();
        for (var i = 0; i < 1000; i++) values.Update(i % 4, new SnmpValue(SmiType.OctetString, new byte[20 + (i % 5)]));
        Assert.InRange(Allocations.InSteadyState(() =>
        {
            Span<byte> octets = stackalloc byte[24];
            for (var i = 0; i < 1000; i++)
            {
                octets[0] = (byte)i;
                values.Update(i % 4, new SnmpValue(SmiType.OctetString, octets));
            }
        }), 0, 100_000); // some 200 octets, once in four changes
    }

    [Fact]
    public void A_row_that_goes_and_comes_again_takes_its_place()
    {
        var values = new LookupValues();
        var octets = "GigabitEthernet0/0/0/1"u8.ToArray();
        for (var slot = 0; slot < 4; slot++) values.Update(slot, new SnmpValue(SmiType.OctetString, octets));
        Assert.Equal(0, Allocations.InSteadyState(() =>
        {
            for (var i = 0; i < 1000; i++)
            {
                values.Clear(i % 4);
                values.Update(i % 4, new SnmpValue(SmiType.OctetString, octets.AsSpan(i % 7)));
            }
        }));

        for (var slot = 0; slot < 4; slot++)
        {
            Assert.True(values.TryGet(slot, out var value));
            Assert.Equal(octets[((996 + slot) % 7)..], value.Content.ToArray());
        }
    }

    [Fact]
    public void A_value_that_stays_allocates_nothing()
    {
        var values = new LookupValues();
        var octets = "GigabitEthernet0/0/0/1"u8.ToArray();
        values.Update(3, new SnmpValue(SmiType.OctetString, octets));
        Assert.Equal(0, Allocations.InSteadyState(() =>
        {
            values.BeginPoll();
            values.Update(3, new SnmpValue(SmiType.OctetString, octets));
        }));
    }
}
