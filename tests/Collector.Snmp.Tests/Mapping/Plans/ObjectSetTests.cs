using Collector.Snmp.Ber;
using Collector.Snmp.Mapping.Plans;

namespace Collector.Snmp.Tests.Mapping.Plans;

public sealed class ObjectSetTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(200)]
    public void It_begins_full_and_knows_each_object_by_its_position(int count)
    {
        var objects = new ObjectMap(Enumerable.Range(1, count).Select(number => new MappedObject(Oid.Parse($"1.3.6.1.9.{number}"), 0))).Objects;
        var set = new ObjectSet(count);
        Assert.True(set.IsFull);
        Assert.All(objects, mapped => Assert.True(set.Contains(mapped)));

        foreach (var mapped in objects)
        {
            set.Remove(mapped);
            Assert.False(set.IsFull);
            Assert.Equal([mapped], objects.Where(other => !set.Contains(other)));
            set.Add(mapped);
            Assert.True(set.IsFull);
        }

        set.Clear();
        Assert.All(objects, mapped => Assert.False(set.Contains(mapped)));
        set.Fill();
        Assert.True(set.IsFull);
    }
}
