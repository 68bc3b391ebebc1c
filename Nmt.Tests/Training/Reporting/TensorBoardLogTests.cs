using System.Text;
using Microsoft.Extensions.Time.Testing;
using Nmt.Tests.Fakes;
using Nmt.Training.Learning;
using Nmt.Training.Reporting;

namespace Nmt.Tests.Training.Reporting;

public sealed class TensorBoardLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 6, 7, 8, 9, 250, TimeSpan.Zero));

    private string Board => Path.Combine(_folder.Path, "deep", "board");

    public void Dispose() => _folder.Dispose();

    /// <summary>RFC 3720, appendix B.4, and the check value of the catalogues.</summary>
    [Theory]
    [InlineData("313233343536373839", 0xe3069283)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", 0x8a9136aa)]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", 0x62a8ab43)]
    [InlineData("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", 0x46dd794e)]
    public void Checksum_PublishedVectors_Agree(string bytes, uint expected) =>
        Assert.Equal(expected, RecordFile.Checksum(Convert.FromHexString(bytes)));

    [Fact]
    public void Write_RunThatGoesOn_IsTheBytesThatWereDerivedByHand()
    {
        using (var log = TensorBoardLog.Open(Board, 300, _time, Assert.Null))
            log.Write(Evaluation(300));

        var file = Assert.Single(Directory.GetFiles(Board));
        Assert.StartsWith("events.out.tfevents.1778051289.", Path.GetFileName(file), StringComparison.Ordinal);
        Assert.Equal(File.ReadAllText(Golden.PathOf("tensorboard", "events.hex")).Trim(), Convert.ToHexStringLower(File.ReadAllBytes(file)));
    }

    [Fact]
    public void Record_Steps_GivesAllThatIsWatchedAndPassesTheEventsOn()
    {
        var step = new StepsDone(10) { Epoch = 1, Loss = 2, LearningRate = 0.1, GradientNorm = double.NaN, TokensPerSecond = 3, MemoryMegabytes = 4, SecondsLeft = 5 };
        TrainingEvent[] events = [step, new RolledBack(5, 10, "step-000005", 0.5), new RunEnded(10, RunEnded.Finished)];

        using (var log = TensorBoardLog.Open(Board, 0, _time, Assert.Null))
            Assert.Equal(events, log.Record(events));

        var bytes = File.ReadAllBytes(Assert.Single(Directory.GetFiles(Board)));
        var text = Encoding.Latin1.GetString(bytes);
        foreach (var name in (string[])["loss", "perplexity", "learning_rate", "tokens_per_second", "memory_megabytes", "epoch"])
            Assert.Contains($"train/{name}", text, StringComparison.Ordinal);
        Assert.DoesNotContain("train/gradient_norm", text, StringComparison.Ordinal); // it is none
        Assert.Contains(Convert.ToHexStringLower([0x10, 1, 0x3a, 2, 8, 1]), Convert.ToHexStringLower(bytes), StringComparison.Ordinal); // what another run left is not drawn
        Assert.Contains(Convert.ToHexStringLower([0x10, 6, 0x3a, 2, 8, 1]), Convert.ToHexStringLower(bytes), StringComparison.Ordinal); // a new start at 6
    }

    [Fact]
    public void Write_Record_CanBeReadAtOnce()
    {
        using var log = TensorBoardLog.Open(Board, 0, _time, Assert.Null);
        var file = Assert.Single(Directory.GetFiles(Board));
        var before = new FileInfo(file).Length;

        log.Write(Evaluation(1));

        Assert.True(new FileInfo(file).Length > before);
    }

    private static Evaluated Evaluation(int step) => new(step)
    {
        Epoch = 1,
        ValidLoss = 2,
        ValidPerplexity = 7.5,
        Bleu = 31.5,
        Best = true,
        Samples = [],
    };
}
