package dev.portwrit.source;

import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.transport.sshd.agent.AbstractConnector;
import org.eclipse.jgit.transport.sshd.agent.Connector;
import org.eclipse.jgit.transport.sshd.agent.ConnectorFactory;
import org.jspecify.annotations.Nullable;

/**
 * The user's SSH agent behind its socket, with the JDK's own sockets: JGit's connector would bring
 * native code.
 */
final class SshAgent implements ConnectorFactory {
  private final Optional<String> socket;

  SshAgent(Optional<String> socket) {
    this.socket = socket;
  }

  @Override
  public Connector create(@Nullable String identityAgent, File homeDirectory) {
    return new Socket(
        Optional.ofNullable(identityAgent).filter(name -> !name.isEmpty()).or(() -> socket));
  }

  @Override
  public boolean isSupported() {
    return true;
  }

  @Override
  public String getName() {
    return "agent";
  }

  @Override
  public Collection<ConnectorDescriptor> getSupportedConnectors() {
    return List.of();
  }

  @Override
  public @Nullable ConnectorDescriptor getDefaultConnector() {
    return null;
  }

  private static final class Socket extends AbstractConnector {
    private final Optional<String> path;
    private @Nullable SocketChannel channel;

    Socket(Optional<String> path) {
      this.path = path;
    }

    @Override
    public boolean connect() throws IOException {
      if (path.isEmpty()) {
        return false;
      }
      channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      return channel.connect(UnixDomainSocketAddress.of(path.get()));
    }

    @Override
    public byte[] rpc(byte command, byte[] message) throws IOException {
      SocketChannel open = channel;
      if (open == null) {
        throw new IOException("the agent is not connected");
      }
      prepareMessage(command, message);
      ByteBuffer request = ByteBuffer.wrap(message);
      while (request.hasRemaining()) {
        open.write(request);
      }
      byte[] length = read(open, 4);
      return read(open, toLength(command, length));
    }

    private static byte[] read(SocketChannel open, int size) throws IOException {
      ByteBuffer buffer = ByteBuffer.allocate(size);
      while (buffer.hasRemaining()) {
        if (open.read(buffer) < 0) {
          throw new EOFException("the agent hung up");
        }
      }
      return buffer.array();
    }

    @Override
    public void close() throws IOException {
      if (channel != null) {
        channel.close();
      }
    }
  }
}
