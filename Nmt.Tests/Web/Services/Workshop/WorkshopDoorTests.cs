using System.Net;
using Microsoft.AspNetCore.Http;
using Nmt.Web.Services.Workshop;

namespace Nmt.Tests.Web.Services.Workshop;

public sealed class WorkshopDoorTests
{
    [Theory]
    [InlineData("127.0.0.1", "localhost:5080")]
    [InlineData("127.0.0.1", "127.0.0.1:5080")]
    [InlineData("::1", "[::1]:5080")]
    [InlineData("::ffff:127.0.0.1", "localhost")]
    public void Loopback_BrowserAtTheMachine_IsAdmitted(string address, string host) =>
        Assert.True(Admits(WorkshopRule.Loopback, address, host));

    [Theory]
    [InlineData("192.168.1.7", "localhost")]
    [InlineData("127.0.0.1", "evil.example")]
    [InlineData("127.0.0.1", "localhost.evil.example")]
    [InlineData(null, "localhost")]
    public void Loopback_FromElsewhereOrByAnotherName_IsNot(string? address, string host) =>
        Assert.False(Admits(WorkshopRule.Loopback, address, host));

    [Theory]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("Forwarded", "for=127.0.0.1")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "http://localhost:9999")]
    [InlineData("Origin", "null")]
    public void Loopback_ThroughAProxyOrForAnotherSite_IsNot(string header, string value) =>
        Assert.False(Admits(WorkshopRule.Loopback, "127.0.0.1", "localhost:5080", (header, value)));

    [Theory]
    [InlineData("localhost:5080", "http://localhost:5080")]
    [InlineData("localhost:80", "http://localhost")]
    public void Loopback_OwnOrigin_IsAdmitted(string host, string origin) =>
        Assert.True(Admits(WorkshopRule.Loopback, "127.0.0.1", host, ("Origin", origin)));

    [Fact]
    public void Everyone_FromElsewhere_IsAdmitted() => Assert.True(Admits(WorkshopRule.Everyone, "192.168.1.7", "server"));

    [Fact]
    public void Nobody_AtTheMachine_IsNot() => Assert.False(Admits(WorkshopRule.Nobody, "127.0.0.1", "localhost"));

    private static bool Admits(WorkshopRule rule, string? address, string host, (string Name, string Value)? header = null)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);
        context.Request.Host = new HostString(host);
        if (header is var (name, value))
        {
            context.Request.Headers[name] = value;
        }

        return WorkshopDoor.Admits(context, rule);
    }
}
