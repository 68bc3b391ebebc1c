using System.Diagnostics;

namespace Nmt.Tests.Conformance.Torch;

/// <summary>Products in a process of its own that allows bfloat16 in them: the library reads that once.</summary>
public sealed class FpMathModeTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5); // a test that hangs is to fail

    [Fact]
    public async Task Products_WhereBfloat16IsAllowed_HaveTheFactorsOrTheirRoundings()
    {
        string[] tests = [typeof(FpMathModeTests).Assembly.Location, "-noLogo", "-noColor", "-class", typeof(ProductRoundingTests).FullName!];
        var start = new ProcessStartInfo("dotnet", tests) { RedirectStandardOutput = true };
        foreach (var variable in ProductRoundingTests.Variables)
            start.Environment.Remove(variable);
        start.Environment[ProductRoundingTests.Variables[0]] = "BF16";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Longest);
        using var process = Process.Start(start)!;
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            Assert.True(process.ExitCode == 0, output);
            Assert.Matches("Total: [1-9]", output);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
