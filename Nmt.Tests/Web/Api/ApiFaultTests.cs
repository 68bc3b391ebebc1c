using Microsoft.AspNetCore.Http;
using Nmt.Model.Errors;
using Nmt.Web.Api;
using Nmt.Web.Services;

namespace Nmt.Tests.Web.Api;

public sealed class ApiFaultTests
{
    [Theory]
    [InlineData(true, "2")]
    [InlineData(false, "")]
    public void Of_Unavailable_NamesATimeWhereTryingAgainHelps(bool retry, string after)
    {
        var context = new DefaultHttpContext();
        ApiFault fault = ApiFault.Of(new UnavailableException("Busy.", retry), context);
        fault.SetHeaders(context.Response);
        Assert.Equal((503, "Busy."), (fault.Status, fault.Message));
        Assert.Equal(after, context.Response.Headers.RetryAfter.ToString());
    }

    [Fact]
    public void Of_WhatTheModelCannotMeet_IsTheClients_AndWhatBrokeIsTheServers()
    {
        var context = new DefaultHttpContext();
        Assert.Equal(400, ApiFault.Of(new NmtException("Too long."), context).Status);
        Assert.Equal(500, ApiFault.Of(new NmtException("Broken.", new IOException("disk")), context).Status);
        ApiFault unforeseen = ApiFault.Of(new InvalidOperationException("secret"), context);
        Assert.Equal((500, true), (unforeseen.Status, unforeseen.IsUnexpected));
        Assert.DoesNotContain("secret", unforeseen.Message, StringComparison.Ordinal);
    }
}
