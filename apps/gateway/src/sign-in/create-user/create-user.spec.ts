import { readUser } from './create-user.js';

const args = ['--email', 'a@example.com', '--role', 'admin', '--name', 'Ada'];

describe('the user to create', () => {
  it('is read from the arguments, the password from the environment', () => {
    expect(readUser(args, 'long enough')).toEqual({
      email: 'a@example.com',
      role: 'admin',
      name: 'Ada',
      password: 'long enough',
    });
  });

  it('is refused with every fault named, and without the password', () => {
    const read = () => readUser(['--email', 'nobody', '--role', 'king'], 'short');
    expect(read).toThrow(/--email[^]*--name[^]*--role[^]*USER_PASSWORD: must have at least 8/);
    expect(read).not.toThrow('short');
  });

  it('is refused with an option that nobody knows', () => {
    expect(() => readUser(['--password', 'x'], 'long enough')).toThrow("Unknown option '--password'");
  });
});
