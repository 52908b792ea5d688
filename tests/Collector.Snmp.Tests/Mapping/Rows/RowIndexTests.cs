using Collector.Snmp.Ber;
using Collector.Snmp.Mapping.Rows;
using Collector.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Collector.Snmp.Tests.Mapping.Rows;

public sealed class RowIndexTests
{
    private static readonly Gen<uint> SubIds = Gen.Frequency(
        (6, Gen.Choose(0, 12).Select(id => (uint)id)), (2, Gen.Elements(127u, 128u, 16_383u, 16_384u, uint.MaxValue)));

    private static readonly Gen<uint[]> Tails = from length in Gen.Choose(0, 3) from tail in SubIds.ArrayOf(length) select tail;

    private static readonly Gen<(int Act, uint[] Tail, uint Mask)[]> Scripts =
        (from act in Gen.Choose(0, 9) from tail in Tails from mask in Gen.Choose(0, int.MaxValue) select (act, tail, (uint)mask)).ArrayOf();

    [Fact]
    public void Rows_are_found_and_ordered_as_in_a_sorted_dictionary_and_keep_their_slots() =>
        Check.One(Properties.Config(500, size: 300), Prop.ForAll(Scripts.ToArbitrary(), Run));

    [Fact]
    public void Rows_that_come_in_order_are_added_without_a_search()
    {
        // 200,000 rows: a search from the first row for each would take minutes.
        var rows = new RowIndex();
        for (uint i = 0; i < 200_000; i++) rows.Insert(Key(i / 256, i % 256), RowIndex.None, ordered: true);

        Assert.Equal(200_000, rows.Count);
        var slot = rows.First;
        for (uint i = 0; i < 200_000; i++, slot = rows.Next(slot)) Assert.True(rows.Key(slot).SequenceEqual(Key(i / 256, i % 256)));
    }

    [Fact]
    public void Without_order_rows_follow_each_other_as_they_came()
    {
        var rows = new RowIndex();
        var after = RowIndex.None;
        foreach (var id in new uint[] { 5, 3, 9, 1 }) after = rows.Insert(Key(id), after, ordered: false);

        Assert.Equal([5u, 3u, 9u, 1u], Slots(rows).Select(slot => (uint)rows.Key(slot)[0]));
    }

    [Fact]
    public void A_thousand_polls_with_changing_rows_do_not_make_it_grow()
    {
        var rows = new RowIndex();
        for (uint poll = 0; poll < 1000; poll++)
        {
            for (uint row = 0; row < 10; row++)
            {
                if (rows.Find(Key(poll % 7, row, poll)) == RowIndex.None) rows.Insert(Key(poll % 7, row, poll), RowIndex.None, ordered: true);
            }

            var keep = new ulong[1];
            foreach (var slot in Slots(rows).Where(slot => slot % 3 == poll % 3)) keep[0] |= 1UL << slot;
            rows.Keep(keep);
        }

        Assert.InRange(rows.Slots, 1, 40);
    }

    private static void Run((int Act, uint[] Tail, uint Mask)[] script)
    {
        var rows = new RowIndex();
        var model = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var keys = new Dictionary<string, byte[]>();
        var after = RowIndex.None;
        foreach (var (act, tail, mask) in script)
        {
            var (key, name) = (Key(tail), string.Concat(tail.Select(id => (char)(id >> 16) + "" + (char)(id & 0xFFFF))));
            keys[name] = key;
            if (act == 0)
            {
                var kept = new ulong[(rows.Slots + 63) / 64];
                foreach (var (row, slot) in model.ToList())
                {
                    if ((mask >> (slot % 31) & 1) != 0) kept[slot >> 6] |= 1UL << slot;
                    else model.Remove(row);
                }

                rows.Keep(kept);
                after = RowIndex.None;
            }
            else if (model.TryGetValue(name, out var known))
            {
                Assert.Equal(known, rows.Find(key));
                after = known;
            }
            else
            {
                Assert.Equal(RowIndex.None, rows.Find(key));
                var slot = rows.Insert(key, act % 2 == 0 ? after : RowIndex.None, ordered: true);
                Assert.DoesNotContain(slot, model.Values);
                model.Add(name, slot);
                after = slot;
            }

            Assert.Equal(model.Count, rows.Count);
            Assert.Equal(model.Values, Slots(rows));
            Assert.All(model, row => Assert.Equal(row.Value, rows.Find(keys[row.Key])));
            Assert.All(model, row => Assert.True(rows.Key(row.Value).SequenceEqual(keys[row.Key])));
        }
    }

    private static byte[] Key(params uint[] ids)
    {
        var octets = new byte[Oid.MaxEncodedLength];
        var length = 0;
        foreach (var id in ids) length += Oid.WriteSubId(octets.AsSpan(length), id);
        return octets[..length];
    }

    private static List<int> Slots(RowIndex rows)
    {
        var slots = new List<int>();
        for (var slot = rows.First; slot != RowIndex.None; slot = rows.Next(slot)) slots.Add(slot);
        return slots;
    }
}
