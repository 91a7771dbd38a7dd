export const Button = (props) => <button {...props} />;
