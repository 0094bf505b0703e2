import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from './free-port.ts'
import { MessageQueue, patienceMs, until } from './message-queue.ts'
import { shareOfTone, toneWav } from './tone.ts'

const modulePath = '/usr/lib/baresip/modules'
const toneSeconds = 20

export interface BaresipOptions {
  /** The server, `host:port`. */
  readonly server: string
  readonly username: string
  readonly password: string
  readonly transport: 'udp' | 'tcp'
  /** The pure tone that this phone "speaks". */
  readonly toneHertz: number
  readonly answers: 'at once' | 'by hand'
}

/** An event or answer of baresip's `ctrl_tcp` module. */
interface ControlMessage {
  readonly event?: boolean
  readonly type?: string
  readonly peeruri?: string
  readonly peerdisplayname?: string
  readonly param?: string
  readonly response?: boolean
  readonly data?: string
}

/** A real phone: a baresip process with a folder of its own, that speaks a tone and records what it hears. */
export class BaresipPhone {
  readonly events = new MessageQueue<ControlMessage>()
  private readonly folder: string
  private readonly child: ChildProcess
  private control: Socket | null = null
  private output = ''

  private constructor(folder: string, child: ChildProcess) {
    this.folder = folder
    this.child = child
    child.stdout?.on('data', (data: Buffer) => this.printed(data))
    child.stderr?.on('data', (data: Buffer) => this.printed(data))
  }

  /** Starts the phone and waits until it has registered. */
  static async start(options: BaresipOptions): Promise<BaresipPhone> {
    const folder = await mkdtemp(join(tmpdir(), 'offhook-baresip-'))
    const controlPort = await freePort()
    await writeConfiguration(folder, options, controlPort)
    const child = spawn('baresip', ['-f', folder], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
    const phone = new BaresipPhone(folder, child)
    try {
      await phone.attach(controlPort)
      // Its event may come before anyone listens, its printed line does not.
      await until('baresip has registered', () => /200 OK .*binding/.test(phone.output))
      return phone
    } catch (error) {
      await phone.stop()
      throw new Error(`baresip did not register:\n${phone.output}`, { cause: error })
    }
  }

  /** What baresip has printed, for messages of failed tests. */
  get log(): string {
    return this.output
  }

  private printed(data: Buffer): void {
    this.output = (this.output + data.toString()).slice(-20_000)
  }

  private async attach(port: number): Promise<void> {
    await until('baresip listens for commands', () => this.output.includes('baresip is ready'))
    const control = connect(port, '127.0.0.1')
    this.control = control
    await new Promise<void>((resolve, reject) => {
      control.once('connect', resolve)
      control.once('error', reject)
    })
    control.on('error', () => {})
    let waiting: Buffer = Buffer.alloc(0)
    control.on('data', (data) => {
      waiting = readNetstrings(Buffer.concat([waiting, data]), (text) => this.events.push(JSON.parse(text)))
    })
  }

  event(type: string): Promise<ControlMessage> {
    return this.events.next(`baresip's ${type}`, (message) => message.type === type)
  }

  private command(command: string, params = ''): void {
    const text = JSON.stringify({ command, params, token: command })
    this.control?.write(`${Buffer.byteLength(text)}:${text},`)
  }

  dial(uri: string): void {
    this.command('dial', uri)
  }

  answer(): void {
    this.command('accept')
  }

  hangUp(): void {
    this.command('hangup')
  }

  /** Waits until this phone hears the tone and little else. */
  async hears(hertz: number): Promise<void> {
    const giveUpAt = Date.now() + patienceMs
    for (;;) {
      const heard = await this.recording()
      const share = shareOfTone(heard, hertz)
      if (share > 0.8) return
      if (Date.now() > giveUpAt) throw new Error(`Heard ${heard.length} bytes, ${share} of it ${hertz} Hz`)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
  }

  /** What baresip's `sndfile` module has written of the decoded audio so far. */
  private async recording(): Promise<Buffer> {
    const names = await readdir(this.folder)
    const name = names.find((one) => one.startsWith('dump-') && one.endsWith('-dec.wav'))
    return name === undefined ? Buffer.alloc(0) : readFile(join(this.folder, name))
  }

  async stop(): Promise<void> {
    this.control?.destroy()
    const { child } = this
    if (child.exitCode === null && child.signalCode === null) {
      const exited = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGTERM')
      const killing = setTimeout(() => child.kill('SIGKILL'), 5_000)
      await exited
      clearTimeout(killing)
    }
    await rm(this.folder, { recursive: true, force: true })
  }
}

async function writeConfiguration(folder: string, options: BaresipOptions, controlPort: number): Promise<void> {
  const { server, username, password, transport, answers, toneHertz } = options
  const mode = answers === 'at once' ? ';answermode=auto' : ''
  const account = `<sip:${username}@${server.split(':')[0]}>;auth_user=${username};auth_pass=${password};outbound="sip:${server};transport=${transport}";audio_codecs=pcmu;regint=300${mode}`
  const rtpPort = 2 * Math.floor(10_000 + Math.random() * 10_000)
  const config = [
    `sip_listen 127.0.0.1:${await freePort()}`,
    'net_interface 127.0.0.1',
    'call_max_calls 4',
    'audio_player aubridge,nowhere',
    `audio_source aufile,${folder}/tone.wav`,
    'audio_alert aufile,/dev/null',
    ...['ausrc_srate 8000', 'auplay_srate 8000', 'ausrc_channels 1', 'auplay_channels 1'],
    `module_path ${modulePath}`,
    `snd_path ${folder}`,
    ...['module g711.so', 'module aufile.so', 'module aubridge.so', 'module sndfile.so', 'module uuid.so'],
    ...['module_tmp account.so', 'module_app menu.so', 'module_app ctrl_tcp.so'],
    `ctrl_tcp_listen 127.0.0.1:${controlPort}`,
    `rtp_ports ${rtpPort}-${rtpPort + 50}`,
  ]
  await writeFile(join(folder, 'config'), `${config.join('\n')}\n`)
  await writeFile(join(folder, 'accounts'), `${account}\n`)
  await writeFile(join(folder, 'contacts'), '')
  await writeFile(join(folder, 'tone.wav'), toneWav(toneHertz, toneSeconds))
}

/** Takes complete netstrings off a stream and returns the rest. */
function readNetstrings(data: Buffer, take: (text: string) => void): Buffer {
  let rest = data
  for (;;) {
    const colon = rest.indexOf(':')
    const end = colon + 1 + Number(rest.toString('latin1', 0, Math.max(0, colon)))
    if (colon < 0 || rest.length <= end) return rest
    take(rest.toString('utf8', colon + 1, end))
    rest = rest.subarray(end + 1)
  }
}
