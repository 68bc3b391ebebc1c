namespace Nmt.Web.Services;

/// <summary>
/// Work that waits, one line for each caller; the callers take turns, so that one with many requests delays the others
/// by one at most. Not thread-safe.
/// </summary>
/// <param name="capacity">How much may wait in all.</param>
/// <param name="share">How much of one caller's may wait.</param>
internal sealed class FairLine(int capacity, int share)
{
    // Those with something to do, the next one first.
    private readonly List<CallerLine> _turns = [];

    public int Count => _turns.Sum(line => line.Waiting.Count);

    /// <summary>False where as much waits as may wait.</summary>
    public bool TryAdd(IQueuedWork work)
    {
        CallerLine? line = _turns.Find(each => each.Caller.Equals(work.Caller));
        if (line?.Waiting.Count >= share || Count >= capacity)
        {
            // What nobody waits for any more holds no place.
            DropAbandoned();
            line = _turns.Find(each => each.Caller.Equals(work.Caller));
        }

        if (line?.Waiting.Count >= share || Count >= capacity)
        {
            return false;
        }

        if (line is null)
        {
            _turns.Add(line = new CallerLine(work.Caller));
        }

        line.Waiting.AddLast(work);
        return true;
    }

    /// <summary>
    /// The next caller's oldest work, and with it the oldest of others, turn by turn, that can share its batch; empty
    /// where nothing waits.
    /// </summary>
    /// <param name="most">How many at most.</param>
    /// <param name="characters">How much text at most, but for the first.</param>
    public List<IQueuedWork> Take(int most, int characters)
    {
        DropAbandoned();
        var taken = new List<IQueuedWork>();
        bool found = true;
        while (found)
        {
            found = false;
            foreach (CallerLine line in _turns.ToArray())
            {
                IQueuedWork next = line.Next;
                if (taken.Count == 0 || (taken.Count < most && next.Characters <= characters && taken[0].Shares(next)))
                {
                    taken.Add(next);
                    characters -= next.Characters;
                    PassTurn(line);
                    found = true;
                }
            }
        }

        return taken;
    }

    /// <summary>Everything that waits, which then waits no more.</summary>
    public IReadOnlyList<IQueuedWork> Clear()
    {
        IQueuedWork[] waiting = [.. _turns.SelectMany(line => line.Waiting)];
        _turns.Clear();
        return waiting;
    }

    private void PassTurn(CallerLine line)
    {
        line.Waiting.RemoveFirst();
        _turns.Remove(line);
        if (line.Waiting.Count > 0)
        {
            _turns.Add(line);
        }
    }

    private void DropAbandoned()
    {
        foreach (CallerLine line in _turns)
        {
            for (LinkedListNode<IQueuedWork>? node = line.Waiting.First; node is not null;)
            {
                LinkedListNode<IQueuedWork>? next = node.Next;
                if (node.Value.Token.IsCancellationRequested)
                {
                    line.Waiting.Remove(node);
                }

                node = next;
            }
        }

        _turns.RemoveAll(line => line.Waiting.Count == 0);
    }

    private sealed record CallerLine(object Caller)
    {
        public LinkedList<IQueuedWork> Waiting { get; } = new();

        public IQueuedWork Next => Waiting.First!.Value;
    }
}
