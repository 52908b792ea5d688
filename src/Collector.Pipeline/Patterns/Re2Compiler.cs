namespace Collector.Pipeline.Patterns;

/// <summary>Compiles a parsed expression from its end to its start, so that each piece knows where to go on.</summary>
internal sealed class Re2Compiler
{
    private const int MostInstructions = 100_000;

    private readonly List<Re2Instruction> _instructions = [];
    private readonly List<CodePointTest> _sets = [];
    private readonly Dictionary<CodePointSet, int> _numbers = [];

    /// <exception cref="FormatException">Counted repetitions make it too large.</exception>
    public static Re2Program Compile(Re2Node expression, int groups)
    {
        var compiler = new Re2Compiler();
        var end = compiler.Add(Re2Operation.Save, compiler.Add(Re2Operation.Accept, 0, 0), 1);
        var start = compiler.Add(Re2Operation.Save, compiler.CompileNode(expression, end), 0);
        return new Re2Program([.. compiler._instructions], start, [.. compiler._sets], 2 * (groups + 1), BeginsAtStart(expression));
    }

    private static bool BeginsAtStart(Re2Node node) => node switch
    {
        Re2Node.Place place => place.Kind == Re2Place.TextStart,
        Re2Node.Sequence sequence => sequence.Parts.Count > 0 && BeginsAtStart(sequence.Parts[0]),
        Re2Node.Group group => BeginsAtStart(group.Body),
        Re2Node.Choice choice => choice.Options.All(BeginsAtStart),
        _ => false,
    };

    private static bool MayBeEmpty(Re2Node node) => node switch
    {
        Re2Node.One => false,
        Re2Node.Sequence sequence => sequence.Parts.All(MayBeEmpty),
        Re2Node.Group group => MayBeEmpty(group.Body),
        Re2Node.Choice choice => choice.Options.Any(MayBeEmpty),
        Re2Node.Repeat repeat => repeat.Least == 0 || MayBeEmpty(repeat.Body),
        _ => true,
    };

    /// <summary>Returns where the piece begins; it goes on at <paramref name="next"/>.</summary>
    private int CompileNode(Re2Node node, int next)
    {
        switch (node)
        {
            case Re2Node.One one:
                return Add(Re2Operation.Take, next, NumberOf(one.Set));
            case Re2Node.Place place:
                return Add(Re2Operation.Check, next, (int)place.Kind);
            case Re2Node.Group group:
                return Add(Re2Operation.Save, CompileNode(group.Body, Add(Re2Operation.Save, next, 2 * group.Number + 1)), 2 * group.Number);
            case Re2Node.Sequence sequence:
                for (var i = sequence.Parts.Count - 1; i >= 0; i--) next = CompileNode(sequence.Parts[i], next);
                return next;
            case Re2Node.Choice choice:
                var first = CompileNode(choice.Options[^1], next);
                for (var i = choice.Options.Count - 2; i >= 0; i--) first = Fork(CompileNode(choice.Options[i], next), first, isLazy: false);
                return first;
            default:
                return CompileRepeat((Re2Node.Repeat)node, next);
        }
    }

    private int CompileRepeat(Re2Node.Repeat repeat, int next)
    {
        var least = repeat.Least;
        if (repeat.Most is { } most)
        {
            var end = next;
            for (var i = least; i < most; i++) next = Fork(CompileNode(repeat.Body, next), end, repeat.IsLazy);
        }
        else if (least > 0)
        {
            next = AtLeastOnce(repeat, next);
            least--;
        }
        else
        {
            next = AnyTimes(repeat, next);
        }

        for (var i = 0; i < least; i++) next = CompileNode(repeat.Body, next);
        return next;
    }

    private int AtLeastOnce(Re2Node.Repeat repeat, int next)
    {
        var loop = Add(Re2Operation.Fork, 0, 0);
        var body = CompileNode(repeat.Body, loop);
        _instructions[loop] = ForkTo(body, next, repeat.IsLazy);
        return body;
    }

    /// <summary>A body that may be empty is entered once before it is a loop: only so its preferences come in the right order.</summary>
    private int AnyTimes(Re2Node.Repeat repeat, int next)
    {
        if (MayBeEmpty(repeat.Body)) return Fork(AtLeastOnce(repeat, next), next, repeat.IsLazy);
        var loop = Add(Re2Operation.Fork, 0, 0);
        _instructions[loop] = ForkTo(CompileNode(repeat.Body, loop), next, repeat.IsLazy);
        return loop;
    }

    private int Fork(int body, int next, bool isLazy)
    {
        var fork = ForkTo(body, next, isLazy);
        return Add(fork.Operation, fork.Next, fork.Argument);
    }

    private static Re2Instruction ForkTo(int body, int next, bool isLazy) => isLazy ? new(Re2Operation.Fork, next, body) : new(Re2Operation.Fork, body, next);

    private int NumberOf(CodePointSet set)
    {
        if (_numbers.TryGetValue(set, out var number)) return number;
        _sets.Add(new CodePointTest(set));
        return _numbers[set] = _sets.Count - 1;
    }

    private int Add(Re2Operation operation, int next, int argument)
    {
        if (_instructions.Count == MostInstructions) throw new FormatException("expression too large");
        _instructions.Add(new Re2Instruction(operation, next, argument));
        return _instructions.Count - 1;
    }
}
