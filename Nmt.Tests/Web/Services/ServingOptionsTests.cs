using Microsoft.Extensions.Options;
using Nmt.Tests.Web.Fakes;

namespace Nmt.Tests.Web.Services;

public sealed class ServingOptionsTests
{
    [Theory]
    [InlineData("Nmt:CharacterLimit", "0", "CharacterLimit")]
    [InlineData("Nmt:CharacterLimit", "5001", "CharacterLimit")]
    [InlineData("Nmt:Beam", "11", "Beam")]
    [InlineData("Nmt:QueueLength", "0", "QueueLength")]
    [InlineData("Nmt:Models", "", "Models")]
    public async Task Start_ValueOutOfRange_FailsAndNamesTheSetting(string setting, string value, string name)
    {
        await using WebHost host = new WebHost().With(setting, value);
        var fault = Assert.Throws<OptionsValidationException>(() => host.Services);
        Assert.Contains(name, fault.Message, StringComparison.Ordinal);
    }
}
