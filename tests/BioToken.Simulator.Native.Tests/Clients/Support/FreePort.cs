using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace BioToken.Simulator.Native.Tests.Clients;

/// <summary>Free ports for servers that cannot choose a port themselves.</summary>
internal static class FreePort
{
    /// <summary>Finds a port of the loopback address that no program listens on now.</summary>
    public static string Find()
    {
        using TcpListener listener = new(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
    }
}
