using Nmt.Model.Errors;
using Nmt.Web.Services.Workshop;

namespace Nmt.Tests.Web.Fakes;

/// <summary>The program nmt without a process: it answers what a test says and remembers what it was asked.</summary>
internal sealed class FakeNmt : INmtProgram
{
    private readonly Lock _lock = new();
    private readonly List<IReadOnlyList<string>> _runs = [];
    private readonly List<FakeProcess> _processes = [];

    /// <summary>What a verb that is run to its end answers.</summary>
    public Func<IReadOnlyList<string>, NmtOutcome> Answer { get; set; } = _ => new NmtOutcome(0, "", []);

    /// <summary>Awaited before the answer, so that a test sees the work under way.</summary>
    public Task Hold { get; set; } = Task.CompletedTask;

    /// <summary>Why it cannot be started; null where it can.</summary>
    public string? Refusal { get; set; }

    /// <summary>The arguments of each verb that was run to its end.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Runs
    {
        get
        {
            lock (_lock)
            {
                return [.. _runs];
            }
        }
    }

    public IReadOnlyList<FakeProcess> Processes
    {
        get
        {
            lock (_lock)
            {
                return [.. _processes];
            }
        }
    }

    public FakeProcess Last => Processes[^1];

    public async Task<NmtOutcome> RunAsync(IReadOnlyList<string> arguments, Action<string>? progress, CancellationToken token)
    {
        lock (_lock)
        {
            _runs.Add(arguments);
        }

        progress?.Invoke("prepare: reading");
        await Hold.WaitAsync(token);
        return Refusal is null ? Answer(arguments) : throw new NmtException(Refusal);
    }

    public ProcessMark Start(IReadOnlyList<string> arguments, string log)
    {
        if (Refusal is not null)
        {
            throw new NmtException(Refusal);
        }

        lock (_lock)
        {
            var process = new FakeProcess(arguments, log, new ProcessMark(100 + _processes.Count, $"boot/{_processes.Count}"));
            _processes.Add(process);
            return process.Mark;
        }
    }

    public bool IsAlive(ProcessMark process) => Processes.Any(each => each.Mark == process && each.Alive);

    public void Terminate(ProcessMark process)
    {
        foreach (FakeProcess each in Processes.Where(each => each.Mark == process && each.Alive))
        {
            each.Terminated = true;
        }
    }
}

/// <summary>A process under the control of the test.</summary>
internal sealed record FakeProcess(IReadOnlyList<string> Arguments, string Log, ProcessMark Mark)
{
    public bool Alive { get; set; } = true;

    /// <summary>Whether it was asked to end.</summary>
    public bool Terminated { get; set; }

    /// <summary>The folder that it was told to write to.</summary>
    public string Output => Arguments[Arguments.ToList().IndexOf("--output") + 1];

    /// <summary>Writes lines to the run's log.</summary>
    public void Tell(params string[] lines)
    {
        Directory.CreateDirectory(Output);
        File.AppendAllText(Path.Combine(Output, "run.jsonl"), string.Concat(lines.Select(line => line + "\n")));
    }
}
